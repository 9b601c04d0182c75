"""The spec of a profile: every value that a company fills in, in the order of the file."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import Any

from calculators.kit.text import Text
from company.kinds import (
    ADDRESS,
    CALENDAR,
    COUNT,
    CURRENCY,
    DATE,
    DURATION,
    FLAG,
    HOSTING,
    IDENTIFIER,
    MARK,
    NAME,
    TELEPHONE,
    TEXT,
    VERSION,
    Kind,
)


@dataclass(frozen=True)
class Entry:
    """One value: its key, its name on a page, and what it may be. A page may stand on a needed one."""

    key: str
    label: Text
    kind: Kind[Any]
    needed: bool = False


ENTRIES = (
    Entry("version", Text("格式版本", "Version of the format"), VERSION, needed=True),
    Entry("example", Text("示例", "Example"), FLAG),
    Entry("company.name", Text("公司名称", "Company"), NAME),
    Entry("site.id", Text("本处代号", "Id of this site"), IDENTIFIER, needed=True),
    Entry("site.name", Text("厂区名称", "Site"), NAME),
    Entry("site.address", Text("本手册的内网地址", "Address of this runbook"), ADDRESS),
    Entry("erp.product", Text("ERP 产品", "ERP product"), NAME),
    Entry("erp.hosting", Text("ERP 装在哪里", "Where the ERP runs"), HOSTING),
    Entry("erp.address", Text("ERP 的网址", "Address of the ERP"), ADDRESS),
    Entry("erp.status_page", Text("供应商状态页", "Vendor’s status page"), ADDRESS),
    Entry("vendor.name", Text("ERP 供应商", "ERP vendor"), NAME),
    Entry("vendor.hotline", Text("供应商热线", "Vendor hotline"), TELEPHONE),
    Entry("vendor.hours", Text("供应商热线时间", "Hours of the vendor hotline"), TEXT),
    Entry("vendor.portal", Text("供应商报障网址", "Vendor’s support portal"), ADDRESS),
    Entry("vendor.customer_number", Text("客户编号", "Customer number"), TEXT),
    Entry("hardware.name", Text("服务器维保单位", "Server maintenance firm"), NAME),
    Entry("hardware.hotline", Text("服务器维保电话", "Server maintenance hotline"), TELEPHONE),
    Entry("line.name", Text("线路商", "Internet provider"), NAME),
    Entry("line.hotline", Text("线路商电话", "Internet provider’s hotline"), TELEPHONE),
    Entry("lead.name", Text("总负责人", "Incident lead"), NAME),
    Entry("lead.phone", Text("总负责人电话", "Incident lead’s telephone"), TELEPHONE),
    Entry("deputy.name", Text("副手", "Deputy lead"), NAME),
    Entry("deputy.phone", Text("副手电话", "Deputy lead’s telephone"), TELEPHONE),
    Entry("scribe.name", Text("记录员", "Scribe"), NAME),
    Entry("reader.name", Text("读单员", "Reader"), NAME),
    Entry("it.name", Text("IT 联系人", "IT contact"), NAME),
    Entry("it.phone", Text("IT 联系人电话", "IT contact’s telephone"), TELEPHONE),
    Entry("sales.name", Text("销售负责人", "Head of sales"), NAME),
    Entry("sales.phone", Text("销售负责人电话", "Head of sales’ telephone"), TELEPHONE),
    Entry("warehouse.name", Text("仓库负责人", "Head of the warehouse"), NAME),
    Entry("warehouse.phone", Text("仓库负责人电话", "Warehouse telephone"), TELEPHONE),
    Entry("finance.name", Text("财务负责人", "Head of finance"), NAME),
    Entry("finance.phone", Text("财务负责人电话", "Finance telephone"), TELEPHONE),
    Entry("production.name", Text("生产负责人", "Head of production"), NAME),
    Entry("production.phone", Text("生产负责人电话", "Production telephone"), TELEPHONE),
    Entry("building.name", Text("物业", "Building services"), NAME),
    Entry("building.phone", Text("物业电话", "Building services’ telephone"), TELEPHONE),
    Entry("insurer.name", Text("保险公司", "Insurer"), NAME),
    Entry("insurer.phone", Text("保险公司电话", "Insurer’s telephone"), TELEPHONE),
    Entry("emergency.fire", Text("火警电话", "Fire service"), TELEPHONE),
    Entry("emergency.police", Text("报警电话", "Police"), TELEPHONE),
    Entry("messenger.app", Text("群聊软件", "Messenger"), NAME),
    Entry("messenger.group", Text("应急群", "Response group"), NAME),
    Entry("messenger.fallback", Text("断网时的联络办法", "Channel that needs no network"), TEXT),
    Entry("messenger.notice_board", Text("公告板的位置", "Notice board"), TEXT),
    Entry("server_room.place", Text("机房的位置", "Server room"), TEXT),
    Entry("server_room.key", Text("机房钥匙在谁那里", "Key of the server room"), TEXT),
    Entry("backup.schedule", Text("备份时间", "Backup schedule"), TEXT),
    Entry("backup.place", Text("备份的位置", "Place of the backup"), TEXT),
    Entry("backup.offline_copy", Text("离线备份的位置", "Place of the offline copy"), TEXT),
    Entry("backup.owner", Text("管备份的人", "Who looks after backups"), NAME),
    Entry("updates.interval", Text("多久通报一次", "Interval of updates"), DURATION),
    Entry("working_hours", Text("工作时间", "Working hours"), CALENDAR),
    Entry("currency", Text("币种", "Currency"), CURRENCY),
    Entry("slips.orders", Text("8 小时要几张订单纸单", "Order slips for 8 hours"), COUNT),
    Entry("slips.goods_in", Text("8 小时要几张入库单", "Goods-in slips for 8 hours"), COUNT),
    Entry("slips.goods_out", Text("8 小时要几张出库单", "Goods-out slips for 8 hours"), COUNT),
    Entry("slips.receipts", Text("8 小时要几张收款单", "Receipt slips for 8 hours"), COUNT),
    Entry("slips.payments", Text("8 小时要几张付款单", "Payment slips for 8 hours"), COUNT),
    Entry("slips.production", Text("8 小时要几张生产工单", "Production-order slips for 8 hours"), COUNT),
    Entry("slips.vouchers", Text("8 小时要几张凭证", "Voucher slips for 8 hours"), COUNT),
    Entry("runbook.revision", Text("版次", "Revision"), MARK),
    Entry("runbook.date", Text("发布日期", "Date"), DATE),
    Entry("runbook.valid_until", Text("有效期至", "Valid until"), DATE),
    Entry("runbook.contacts_checked", Text("电话核对日期", "Telephone numbers checked on"), DATE),
    Entry("runbook.owner", Text("手册负责人", "Owner of the runbook"), NAME),
    Entry("runbook.holder", Text("纸质手册的位置", "Place of the paper copy"), TEXT),
)
BY_KEY = {entry.key: entry for entry in ENTRIES}
SECTIONS = tuple(dict.fromkeys(key.partition(".")[0] for key in BY_KEY if "." in key))


def nearest(key: str) -> str:
    """The known key that looks most like another.

    >>> nearest("vendor.hot_line")
    'vendor.hotline'
    """
    return difflib.get_close_matches(key, BY_KEY, n=1, cutoff=0)[0]
