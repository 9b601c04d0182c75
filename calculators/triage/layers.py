"""The layers that may be broken: what to check next, whom to call, and what not to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from calculators.kit.text import Text

type LayerName = Literal[
    "client", "sign_on", "line", "network", "application", "data", "database", "server", "power"
]

AWAY = ("hosted", "cloud")
STATUS_PAGE = ("status_page",)  # one's own server has none

IT = Text("内部 IT", "internal IT")
VENDOR = Text("ERP 供应商", "the ERP vendor")
PROVIDER = Text("内部 IT 或线路商", "internal IT or the line provider")
HARDWARE = Text("内部 IT 或硬件维保", "internal IT or the hardware contract")
BUILDING = Text("物业，再告诉内部 IT", "building services, then tell internal IT")
EITHER = Text("{own}；托管或云上：{away}", "{own}; hosted or cloud: {away}")

STATUS = Text("看供应商的状态页面有没有报故障。", "See if the vendor’s status page reports a fault.")
POWER = Text("问物业：停电、跳闸、空调坏了没有。", "Ask building services: power cut, breaker, cooling?")
ON_NETWORK = Text("第 2 步“网络”", "step 2, “Network”")
ON_SERVER = Text("第 2 步“服务器”", "step 2, “Server”")
ON_CLIENT = Text("第 2 步“电脑和浏览器”", "step 2, “PC and browser”")
ON_DATA = Text("第 2 步“数据”", "step 2, “Data”")

PLACES = Text("打电话问另一个部门、另一个地点。", "Call another department and another place.")


@dataclass(frozen=True, kw_only=True)
class Layer:
    """One layer. Its checks are the questions that tell most about it, by field, in order."""

    name: Text
    place: Text  # the list of step 2 where its checks stand
    checks: Mapping[str, Text]
    last: Text  # when all of them are answered
    call: Text
    call_away: Text | None = None  # where the server is not the company's own
    avoid: Text
    in_house: tuple[str, ...] = ()  # checks that only a server of one's own allows

    def next_check(self, told: Mapping[str, str]) -> Text:
        """The first check whose question is still open."""
        hosting = told["hosting"]
        skipped = self.in_house if hosting in AWAY else STATUS_PAGE if hosting == "own" else ()
        open_ = (field for field in self.checks if told[field] == "unknown" and field not in skipped)
        return next((self.checks[field] for field in open_), self.last)

    def whom(self, hosting: str) -> Text:
        """Whom to call: internal IT for networks and PCs, the vendor for the ERP and for what it hosts."""
        if self.call_away is None or hosting == "own":
            return self.call
        if hosting in AWAY:
            return self.call_away
        return EITHER.format(own=self.call, away=self.call_away)


LAYERS: dict[LayerName, Layer] = {
    "client": Layer(
        name=Text("这台电脑", "This PC"),
        place=ON_CLIENT,
        checks={
            "cache": Text("清缓存和 Cookie，再登录。", "Clear cache and cookies, then log in again."),
            "browser": Text("换一个浏览器，或开无痕窗口。", "Try another browser, or a private window."),
            "other_pc": Text("换一台平时好用的电脑。", "Try a PC that is known to work."),
        },
        last=Text("换到好用的电脑上接着干。", "Work on at a PC that works."),
        call=IT,
        avoid=Text("不重装系统，不删文件。", "Do not reinstall anything or delete files."),
    ),
    "sign_on": Layer(
        name=Text("单点登录或 VPN", "Single sign-on or VPN"),
        place=ON_CLIENT,
        checks={
            "affected": PLACES,
            "phone": Text("关掉 VPN，用手机流量打开 ERP。", "Without VPN, open the ERP with mobile data."),
        },
        last=Text(
            "问内部 IT：单点登录、VPN、代理有没有故障。",
            "Ask internal IT about single sign-on, VPN and proxy.",
        ),
        call=IT,
        avoid=Text("不反复试密码，账号会被锁。", "Do not keep trying passwords: accounts lock."),
    ),
    "line": Layer(
        name=Text("上网的线路", "Internet line"),
        place=ON_NETWORK,
        checks={
            "outside": Text("打开两个平时能开的外部网站。", "Open two outside sites that usually work."),
            "affected": PLACES,
            "phone": Text(
                "关掉 Wi-Fi，用手机流量打开 ERP。", "Turn Wi-Fi off; open the ERP with mobile data."
            ),
        },
        last=Text("问线路商有没有故障。", "Ask the line provider about a fault."),
        call=PROVIDER,
        avoid=Text("不拔插路由器上的线。", "Do not move cables at the router."),
    ),
    "network": Layer(
        name=Text("公司网络", "Company network"),
        place=ON_NETWORK,
        checks={
            "inside": Text("打开内网页面或共享文件夹。", "Open an internal page or a file share."),
            "affected": PLACES,
            "changed": Text("问有没有人装新设备、动过网线。", "Ask about new devices and moved cables."),
        },
        last=Text("让内部 IT 看交换机和路由器。", "Have internal IT look at switch and router."),
        call=IT,
        avoid=Text("不拔插交换机上的线。", "Do not move cables at the switch."),
    ),
    "application": Layer(
        name=Text("ERP 程序", "ERP program"),
        place=ON_CLIENT,
        checks={
            "login_page": Text("看 ERP 登录页能不能打开。", "See if the ERP’s log-in page opens."),
            "symptom": Text("看屏幕上是什么，拍下来。", "See what the screen shows and photograph it."),
            "status_page": STATUS,
            "changed": Text("问停之前有没有装更新。", "Ask if an update was installed just before."),
        },
        last=Text("拍下报错全文，发给供应商。", "Photograph the full error text for the vendor."),
        call=VENDOR,
        avoid=Text("不装更新，不改设置。", "Do not update or change settings."),
    ),
    "data": Layer(
        name=Text("数据或某张单据", "Data or one document"),
        place=ON_DATA,
        checks={
            "data": Text(
                "问财务和仓库：停之前在录什么、导什么。",
                "Ask finance and warehouse what they entered or imported.",
            ),
        },
        last=Text("记下单号或报表名，告诉供应商。", "Write down the document or report for the vendor."),
        call=VENDOR,
        avoid=Text(
            "那张单据不再存，那次导入、那张报表不再做。",
            "Do not save, import or run the same thing again.",
        ),
    ),
    "database": Layer(
        name=Text("数据库", "Database"),
        place=ON_DATA,
        checks={
            "symptom": Text("看是全都慢，还是只有一个功能慢。", "See if all is slow, or one function only."),
            "data": Text("问有没有人在导入、跑大报表。", "Ask who runs an import or a heavy report."),
            "status_page": STATUS,
        },
        last=Text("让供应商看数据库。", "Have the vendor look at the database."),
        call=VENDOR,
        avoid=Text("不重启，不恢复备份。", "Do not restart it or restore a backup."),
    ),
    "server": Layer(
        name=Text("服务器", "Server"),
        place=ON_SERVER,
        checks={
            "restarted": Text("问有没有人刚重启或动过它。", "Ask if anybody just restarted or touched it."),
            "status_page": STATUS,
            "power": POWER,
            "light": Text(
                "没有烟、水、异味，才去看电源灯。",
                "No smoke, water or smell? Only then look at its power light.",
            ),
            "alarm": Text("站在机房门口听有没有报警声。", "Listen for an alarm at the server room’s door."),
        },
        last=Text("把看到的和钟点告诉来修的人。", "Tell whoever repairs it what you saw, and when."),
        call=HARDWARE,
        call_away=VENDOR,
        avoid=Text(
            "不重启；正在启动，最多等 30 分钟。", "Do not restart it; if it boots, wait 30 minutes at most."
        ),
        in_house=("power", "light", "alarm"),
    ),
    "power": Layer(
        name=Text("供电", "Power"),
        place=ON_SERVER,
        checks={
            "power": POWER,
            "light": Text(
                "看灯亮不亮；有烟、有水不进机房。", "See if lights are on; stay out if smoke or water."
            ),
        },
        last=Text("等物业的话，来电以后也别急着开机。", "Wait for building services before you switch on."),
        call=BUILDING,
        avoid=Text(
            "跳闸自己不合，更不合第二次；有烟、有水不进机房。",
            "Leave a tripped breaker off, never reset it twice; stay out if smoke or water.",
        ),
        in_house=("light",),
    ),
}
