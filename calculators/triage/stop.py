"""What comes before every ranking: danger to people, ransomware, a machine that boots, a tripped breaker."""

from __future__ import annotations

from calculators.kit.answer import Note
from calculators.kit.text import Text

DANGER_IN_SHORT = Text(
    "冒烟、漏水、煤气味、烧焦味：人先走，不进机房，不碰开关和插头，到外面打 119，再打给物业。",
    "Smoke, water, a smell of gas or burning: leave first, stay out of the server room, touch no switch or "
    "plug. From outside call the fire service (119 in China), then building services.",
)
RANSOM_IN_SHORT = Text(
    "勒索信，或大批文件改了名：断网；断不了网，才关机；不重启；拔下备份盘，告诉总负责人。",
    "A ransom note, or many files renamed: cut the network; power off only if you cannot; do not restart; "
    "unplug backup disks, tell the incident lead.",
)

DANGER = (
    Note("stop", Text("人先走，叫上周围的人。", "Leave first and take others along.")),
    Note(
        "stop",
        Text("不进机房，不碰开关和插头。", "Stay out of the server room. Touch no switch or plug."),
    ),
    Note(
        "act",
        Text(
            "到外面再打电话：先打给消防队（中国打 119），再打给物业。",
            "Call from outside: the fire service (119 in China), then building services.",
        ),
    ),
    Note(
        "wait",
        Text(
            "他们说安全了，总负责人说可以，再接着查。",
            "Go on with the checks when they say that it is safe and the incident lead says go.",
        ),
    ),
)

RANSOM = (
    Note(
        "stop",
        Text(
            "中招的电脑和服务器，每一台都拔网线、关 Wi-Fi。拿不准是哪几台，就拔交换机上的网线。",
            "Every affected PC and server: network cable out, Wi-Fi off. Not sure which? "
            "Unplug the cables at the network switch.",
        ),
    ),
    Note(
        "stop",
        Text(
            "不要重启。断不了网，才关机。备份盘拔下来，不要再插。",
            "Do not restart. Power off only if you cannot cut the network. "
            "Unplug backup disks; keep them out.",
        ),
    ),
    Note(
        "act",
        Text(
            "用手机拍下勒索信，打电话告诉总负责人，等他发话。",
            "Photograph the ransom note with a phone, call the incident lead and wait for the lead’s word.",
        ),
    ),
)

WAIT = Note(
    "wait",
    Text(
        "正在启动：记下时间，最多等 30 分钟，不再重启。还没好，就打给供应商。",
        "Booting: note the time, wait 30 minutes at most, do not restart it again. "
        "Still not up? Call the vendor.",
    ),
)

BREAKER = Note(
    "stop",
    Text(
        "跳了闸：自己不合，更不合第二次，打给物业。",
        "Breaker tripped: leave it off, never reset it twice. Call building services.",
    ),
)
