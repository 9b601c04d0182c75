"""The rules: what is seen, which layers it speaks for, and which against.

Every rule names the points of the five-step framework that it comes from. A rule fires when one of its
cases holds: when every field in it has that answer. No case asks for “unknown”, so that to learn more never
silences a rule.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from calculators.kit.text import Text
from calculators.triage.layers import AWAY, LayerName

# The weights are this project's own proposal.
DIRECT = 3  # seen or heard at the thing itself, or cured by the try
HINT = 1  # inferred

ERP: tuple[LayerName, ...] = ("application", "database", "server")


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One row of the decision table."""

    id: str
    framework: tuple[str, ...]
    cases: tuple[Mapping[str, str], ...]
    seen: Text
    so: Text
    weight: int = HINT
    pro: tuple[LayerName, ...] = ()
    con: tuple[LayerName, ...] = ()
    in_house: bool = False  # only where the server may be the company's own

    def fires(self, told: Mapping[str, str]) -> bool:
        """Whether the rule counts: a case holds, and the server may be where it was seen."""
        return self.holds(told) and not (self.in_house and told["hosting"] in AWAY)

    def holds(self, told: Mapping[str, str]) -> bool:
        """Whether one of the cases holds."""
        return any(all(told[field] == answer for field, answer in case.items()) for case in self.cases)

    def points_for(self, layer: LayerName) -> int:
        """What the rule adds to the points of a layer."""
        return self.weight * ((layer in self.pro) - (layer in self.con))

    @property
    def reason(self) -> Text:
        """What is seen and what it says, in one sentence."""
        return Text("{seen}：{so}。", "{seen}: {so}.").format(seen=self.seen, so=self.so)


RULES = (
    # Who is affected
    Rule(
        id="everyone",
        framework=("1.1a", "1.1e"),
        cases=({"affected": "all"},),
        seen=Text("所有人都用不了", "Everybody is affected"),
        so=Text("坏在大家共用的地方", "the fault is in what all share"),
        pro=("network", *ERP),
        con=("client",),
    ),
    Rule(
        id="some",
        framework=("2.1P3", "1.1e"),
        cases=({"affected": "some"},),
        seen=Text("有人能用，有人不能", "Some people can, some cannot"),
        so=Text("像是线路或 VPN", "this looks like a line or the VPN"),
        pro=("line", "sign_on"),
        con=("database", "server", "power"),
    ),
    Rule(
        id="one-pc",
        framework=("1.1e", "2.1M2"),
        cases=({"affected": "one"},),
        seen=Text("只有一台电脑用不了", "One PC only is affected"),
        so=Text("别人都好，多半是这台电脑", "all others work, so it is likely this PC"),
        pro=("client",),
        con=("network", *ERP, "power"),
    ),
    # What opens: step 2, network
    Rule(
        id="nothing-opens",
        framework=("2.1P1",),
        cases=({"outside": "no", "login_page": "no"}, {"outside": "no", "inside": "no"}),
        seen=Text("外部网站打不开，别的也打不开", "An outside site fails, and so does the rest"),
        so=Text("电脑或公司网络断了，也可能是线路", "this PC or the company network is cut off, or the line"),
        pro=("client", "network", "line"),
    ),
    Rule(
        id="outside-opens",
        framework=("2.1M1",),
        cases=({"outside": "yes"},),
        seen=Text("外部网站能开", "An outside site opens"),
        so=Text("出去的线路是通的", "the line to the outside works"),
        con=("line",),
    ),
    Rule(
        id="outside-only-fails",
        framework=("2.1M1", "D5"),
        cases=({"outside": "no", "inside": "yes"},),
        seen=Text("内网能开，外部网站打不开", "Internal pages open, outside sites do not"),
        so=Text("断在公司出口以外", "the break is beyond the company’s own network"),
        pro=("line",),
        con=("client",),
    ),
    Rule(
        id="inside-fails",
        framework=("2.1P1", "D5"),
        cases=({"inside": "no"},),
        seen=Text("内网页面、共享文件夹打不开", "Internal page and file share do not open"),
        so=Text("公司网络可能断了", "the company network may be down"),
        pro=("network",),
    ),
    Rule(
        id="inside-opens",
        framework=("2.1M1", "D5"),
        cases=({"inside": "yes"},),
        seen=Text("内网页面、共享文件夹能开", "An internal page or a file share opens"),
        so=Text("公司网络是通的", "the company network works"),
        con=("network",),
    ),
    Rule(
        id="only-erp-fails",
        framework=("2.1P2", "D5"),
        cases=({"outside": "yes", "login_page": "no"}, {"inside": "yes", "login_page": "no"}),
        seen=Text("别的能开，只有 ERP 打不开", "Other pages open, only the ERP does not"),
        so=Text("像是 ERP 本身", "this looks like the ERP itself"),
        pro=ERP,
    ),
    Rule(
        id="login-opens",
        framework=("2.1M1",),
        cases=({"login_page": "yes"},),
        seen=Text("ERP 登录页能开", "The ERP’s log-in page opens"),
        so=Text("到 ERP 的路是通的", "the way to the ERP is open"),
        con=("line", "network", "power"),
    ),
    Rule(
        id="phone-opens",
        framework=("2.1M2",),
        cases=({"phone": "yes"},),
        seen=Text("手机用流量能开 ERP", "The ERP opens with mobile data"),
        so=Text("ERP 没坏，坏在自己这边", "the ERP works; the fault is on this side of it"),
        weight=DIRECT,
        pro=("client", "sign_on", "line", "network"),
        con=(*ERP, "power"),
    ),
    Rule(
        id="phone-fails",
        framework=("2.1M2", "2.1P2"),
        cases=({"phone": "no"},),
        seen=Text("手机用流量也打不开，平时能开", "It fails with mobile data too, unlike usual"),
        so=Text("不是公司的网，像是 ERP 本身", "not the company’s network; it looks like the ERP itself"),
        pro=ERP,
        con=("client", "line", "network"),
    ),
    Rule(
        id="status-fault",
        framework=("2.1M3",),
        cases=({"status_page": "fault"},),
        seen=Text("供应商的状态页面报了故障", "The vendor’s status page reports a fault"),
        so=Text("坏在供应商那边", "the fault is at the vendor’s"),
        weight=DIRECT,
        pro=ERP,
        con=("client", "line", "network"),
    ),
    Rule(
        id="status-fine",
        framework=("2.1M3",),
        cases=({"status_page": "fine"},),
        seen=Text("供应商的状态页面一切正常", "The vendor’s status page says all is well"),
        so=Text(
            "供应商那边多半没坏，但页面会慢一步", "likely not at the vendor’s, but such pages lag behind"
        ),
        con=ERP,
    ),
    # Lights, alarms, power: step 2, server
    Rule(
        id="light-off",
        framework=("2.2P1",),
        cases=({"light": "off"},),
        seen=Text("服务器电源灯灭了", "The server’s power light is off"),
        so=Text("没电，或者硬件坏了", "no power, or broken hardware"),
        weight=DIRECT,
        pro=("server", "power"),
        in_house=True,
    ),
    Rule(
        id="light-on",
        framework=("2.2M1",),
        cases=({"light": "on"},),
        seen=Text("服务器电源灯亮着", "The server’s power light is on"),
        so=Text("服务器有电", "the server has power"),
        weight=DIRECT,
        con=("power",),
        in_house=True,
    ),
    Rule(
        id="alarm",
        framework=("2.2P2",),
        cases=({"alarm": "yes"},),
        seen=Text("机房有刺耳的报警声", "A shrill alarm in the server room"),
        so=Text("硬盘、内存或电源出了问题", "trouble with a disk, memory or power supply"),
        weight=DIRECT,
        pro=("server",),
        in_house=True,
    ),
    Rule(
        id="power-cut",
        framework=("2.2M2",),
        cases=({"power": "cut"}, {"power": "breaker"}),
        seen=Text("停电，或者跳了闸", "A power cut, or a tripped breaker"),
        so=Text("机器没电，让物业来恢复", "the machines have no power; building services bring it back"),
        weight=DIRECT,
        pro=("power",),
    ),
    Rule(
        id="cooling",
        framework=("2.2M2",),
        cases=({"power": "cooling"},),
        seen=Text("机房空调坏了", "The server room’s cooling has failed"),
        so=Text("服务器可能过热停机", "the server may have stopped from heat"),
        weight=DIRECT,
        pro=("server",),
        in_house=True,
    ),
    Rule(
        id="restarted",
        framework=("2.2P3", "D6"),
        cases=({"restarted": "yes"},),
        seen=Text("服务器刚重启过", "The server was just restarted"),
        so=Text("可能正在启动，最多等 30 分钟", "it may be booting, so wait 30 minutes at most"),
        weight=DIRECT,
        pro=("server",),
    ),
    # What was tried: step 2, client
    Rule(
        id="cache-cures",
        framework=("2.3P1",),
        cases=({"cache": "works"},),
        seen=Text("清了缓存就好了", "Clearing the cache cures it"),
        so=Text("是旧的或坏的缓存", "the cache was stale or damaged"),
        weight=DIRECT,
        pro=("client",),
        con=("line", "network", *ERP, "power"),
    ),
    Rule(
        id="another-works",
        framework=("2.3P2",),
        cases=({"browser": "works"}, {"other_pc": "works"}),
        seen=Text("换浏览器或换电脑就能用", "Another browser or PC works"),
        so=Text("是这台电脑，不是系统", "it is this PC, not the system"),
        weight=DIRECT,
        pro=("client",),
        con=("line", "network", *ERP, "power"),
    ),
    Rule(
        id="another-pc-fails",
        framework=("2.3M3",),
        cases=({"other_pc": "same"},),
        seen=Text("换了好用的电脑也不行", "A PC known to work fails too"),
        so=Text("不像是这台电脑", "it does not look like this PC"),
        con=("client",),
    ),
    Rule(
        id="client-unlikely",
        framework=("2.3P3", "D8"),
        cases=({"cache": "same", "browser": "same", "other_pc": "same"},),
        seen=Text("缓存、浏览器、电脑都试了，没用", "Cache, browser and PC all tried, no help"),
        so=Text(
            "电脑的可能小；单点登录、VPN、代理还要查",
            "the PC is unlikely; single sign-on, VPN and proxy are still to be tested",
        ),
        pro=("sign_on",),
        con=("client",),
    ),
    # What the screen does
    Rule(
        id="cannot-log-in",
        framework=("1.1a", "3.1b", "D8"),
        cases=({"symptom": "login"},),
        seen=Text("登不进去", "Logging in fails"),
        so=Text("登录这一步或 ERP 程序有问题", "the sign-on or the ERP program has a problem"),
        pro=("sign_on", "application"),
    ),
    Rule(
        id="white-screen",
        framework=("3.1b", "2.3M1"),
        cases=({"symptom": "white"},),
        seen=Text("白屏", "A blank page"),
        so=Text("缓存坏了，或 ERP 程序有问题", "a damaged cache, or the ERP program"),
        pro=("client", "application"),
    ),
    Rule(
        id="error-page",
        framework=("1.1c", "3.2c"),
        cases=({"symptom": "error_page"},),
        seen=Text("ERP 自己的报错页面", "An error page of the ERP itself"),
        so=Text("路通了，ERP 里面出了错", "the way is open, the ERP failed inside"),
        pro=("application", "database"),
        con=("line", "network", "power"),
    ),
    Rule(
        id="no-answer",
        framework=("1.1c", "3.2c"),
        cases=({"symptom": "silent"},),
        seen=Text("一直转圈，没有反应", "It keeps waiting and gives no answer"),
        so=Text("网不通，或后面的机器太忙", "no way through, or the machines behind are too busy"),
        pro=("network", "database", "server"),
    ),
    Rule(
        id="slow",
        framework=("3.2c", "2.4M1"),
        cases=({"symptom": "slow"},),
        seen=Text("能用，但是很慢", "It works, but slowly"),
        so=Text("数据库或服务器太忙", "the database or the server is too busy"),
        pro=("database", "server"),
        con=("power",),
    ),
    Rule(
        id="one-function",
        framework=("2.4M3", "1.1e"),
        cases=({"symptom": "one"},),
        seen=Text("只有一个功能不行", "One function only fails"),
        so=Text("一个查询占满了资源，或程序有错", "a query eats the resources, or the program has a bug"),
        pro=("application", "database"),
        con=("client", "line", "network", "server", "power"),
    ),
    # What happened just before: step 2, data; what was touched
    Rule(
        id="document",
        framework=("2.4P1",),
        cases=({"data": "document"},),
        seen=Text("一保存某张单据就停了", "It stopped when one document was saved"),
        so=Text("这张单据引出了程序的错", "that document triggers a bug"),
        weight=DIRECT,
        pro=("data",),
    ),
    Rule(
        id="report",
        framework=("2.4P2",),
        cases=({"data": "report"},),
        seen=Text("跑了报表以后没反应", "No answer since a heavy report"),
        so=Text("查询写得不好，或数据太多", "a bad query or too much data"),
        weight=DIRECT,
        pro=("data", "database"),
    ),
    Rule(
        id="import",
        framework=("2.4P3",),
        cases=({"data": "import"},),
        seen=Text("批量导入以后变慢或停了", "Slow or down since a bulk import"),
        so=Text("格式不对，或连锁计算太多", "a bad format, or a chain of recalculation"),
        weight=DIRECT,
        pro=("data", "database"),
    ),
    Rule(
        id="odd-data",
        framework=("2.4M2",),
        cases=({"data": "odd"},),
        seen=Text("录了怪格式或特别大的数", "Odd formats or very large amounts were entered"),
        so=Text("数据可能卡住了系统", "the data may block the system"),
        pro=("data",),
    ),
    Rule(
        id="update",
        framework=("2.2M3", "1.1e"),
        cases=({"changed": "update"},),
        seen=Text("刚装了更新", "An update was just installed"),
        so=Text("新的程序可能有错", "the new program may have a bug"),
        pro=("application",),
    ),
    Rule(
        id="cable",
        framework=("2.2M3", "2.1P1"),
        cases=({"changed": "cable"},),
        seen=Text("刚装了新设备或动过网线", "A new device, or cables were moved"),
        so=Text("公司网络可能受了影响", "the company network may have suffered"),
        pro=("network",),
    ),
)
