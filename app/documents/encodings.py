"""Which encoding a file of text is in: by its mark, else by what its bytes can be, and never by a mere guess.

UTF-8 first: text in any other encoding that is not plain ASCII is hardly ever valid UTF-8. UTF-16 without a mark shows
in its NULs, all on one side. GB18030 takes almost any bytes, so that they decode proves nothing: what comes out must
read as Chinese, that is consist mostly of characters that everyday Chinese is made of. Text in Latin-1, Cyrillic,
Korean or Japanese encodings fails there, and is refused rather than taken in as gibberish. Always the same answer for
the same bytes. Reads the file once or twice in pieces; raises `UserError`.
"""

import codecs
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from app.documents.refusals import refusal
from app.saying import say

PIECE = 1024 * 1024
LOOKED_AT = 64 * 1024
"""Bytes from the beginning by which UTF-16 without a mark is known."""
ENOUGH_CHINESE = 0.4
"""Everyday Chinese has 0.6 and more of its characters among the common ones; gibberish has 0.15 or so."""
JUDGED_CHARACTERS = 200_000
SAVE_AS = "Save it as CSV (UTF-8), then import it again."

COMMON = frozenset(
    "的一是了我不人在他有这个上们来到时大地为子中你说生国年着就那和要她出也得里后自以会家可下而过天去能对小多然于心学"
    "么之都好看起发当没成只如事把还用第样道想作种开美总从无情己面最女但现前些所同日手又行意动方期它头经长儿回位分爱老因"
    "很给名法间斯知世什两次使身者被高已亲其进此话常与活正感见明问力理尔点文几定本公特做外孩相西果走将月十实向声车全信重"
    "三机工物气每并别真打太新比才便夫再书部水像眼等体却加电主界门利海受听表德少克代员许先口由死安写性马光白或住难望教命"
    "花结乐色更拉东神记处让母父应直字场平报友关放至张认接告入笑内英军候民岁往何度山觉路带万男边风解叫任金快原吃妈变通师"
    "立象数四失满战远格士音轻目条呢病始达深完今提求清王化空业思切怎非找片罗钱南语元喜曾离飞科言干流欢约各即指合反题必该"
    "论交终林请医晚制球决传画保读运及则房早院量苦火布品近坐产答星精视五连司巴奇管类未朋且婚台夜青北队久乎越观落尽形影红"
    "百令周识步希亚术留市半热送兴造谈容极随演收首根讲整式取照办强石古华谓拿计您装似足双妻尼转诉米称丽客南领节衣站黑刻统"
    "断福城故历惊脸选包紧争另建维绝树系伤示愿持千史谁准联妇纪基买志静阿诗独复痛消社算义竟确酒需单治卡幸兰念举仅钟怕共毛"
    "句息功官待究跟穿室易游程号居考突皮哪费倒价图具刚脑永歌响商礼细专黄块脚味灵改据般破引食仍存众注笔甚某沉血备习校默务"
    "土微娘须试怀料调广苏显赛查密议底列富梦错座参八除跑亮假印设线温虽掉京初养香停际致阳纸李纳验助激够严证帝饭忘趣支春集"
    "退货换件码尺寸码质量损坏缺少配送快递单号订仓库存款颜色蓝绿灰粉紫棕鞋裤裙衫帽套箱盒袋标签手机壳充器插座头耳筒屏幕按"
    "键版型号适配错误漏发多余描述符喜欢买家卖店铺地址备注原因数额赔偿申请同拒收破裂划痕污渍无法开启动运营客户商品规格数日"
    "男童成人冬夏秋防滑透纯棉柔软厚薄薄短长袖圆领休闲包邮优惠"
)
"""Characters of everyday Chinese, and those that the trade writes into titles and reasons."""
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, ""),
    (codecs.BOM_UTF32_BE, ""),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def encoding_of(file: IO[bytes], path: Path) -> str:
    """The codec to read this file by, from its beginning; `path` is for the words. The file stands at 0 afterwards."""
    start = _start(file)
    for mark, marked in _MARKS:
        if start.startswith(mark):
            if not marked:
                raise refusal(path, say("is UTF-32 text"), SAVE_AS)
            return _checked(file, path, marked)
    if (codec := _unmarked_utf16(start)) is not None:
        return _checked(file, path, codec)
    if _decodes(file, "utf-8"):
        return "utf-8"
    if _reads_as_chinese(file):
        return "gb18030"
    raise refusal(path, say("is neither UTF-8, UTF-16 nor GB18030 text"), SAVE_AS)


def _start(file: IO[bytes]) -> bytes:
    file.seek(0)
    start = file.read(LOOKED_AT)
    file.seek(0)
    return start


def _unmarked_utf16(start: bytes) -> str | None:
    """Tables have names, separators and digits: of two bytes one is NUL, in most pairs and on the same side."""
    pairs = len(start) // 2
    even, odd = start[0::2].count(0), start[1::2].count(0)
    if pairs >= 2 and odd * 3 > pairs and even * 20 < odd:
        return "utf-16-le"
    if pairs >= 2 and even * 3 > pairs and odd * 20 < even:
        return "utf-16-be"
    return None


def _checked(file: IO[bytes], path: Path, codec: str) -> str:
    if not _decodes(file, codec):
        name = "UTF-8" if codec.startswith("utf-8") else "UTF-16"
        raise refusal(path, say("is marked as {name} text, and is not {name}", name=name), SAVE_AS)
    return codec


def _decodes(file: IO[bytes], codec: str) -> bool:
    try:
        for _ in _decoded(file, codec):
            pass
    except UnicodeDecodeError:
        return False
    return True


def _reads_as_chinese(file: IO[bytes]) -> bool:
    seen: Counter[str] = Counter()
    judged = 0
    try:
        for text in _decoded(file, "gb18030"):
            if judged < JUDGED_CHARACTERS:
                foreign = [character for character in text if not character.isascii()]
                judged += len(foreign)
                seen.update(foreign)
    except UnicodeDecodeError:
        return False
    written = {character: count for character, count in seen.items() if not _is_punctuation(character)}
    common = sum(count for character, count in written.items() if character in COMMON)
    return bool(common) and common >= ENOUGH_CHINESE * sum(written.values())


def _is_punctuation(character: str) -> bool:
    """Full-width forms and CJK punctuation stand in texts of every kind, and say nothing."""
    return "\u3000" <= character <= "\u303f" or "\uff00" <= character <= "\uffef"


def _decoded(file: IO[bytes], codec: str) -> Iterator[str]:
    """The text in pieces. Raises `UnicodeDecodeError`."""
    decoder = codecs.getincrementaldecoder(codec)("strict")
    file.seek(0)
    try:
        while piece := file.read(PIECE):
            yield decoder.decode(piece)
        decoder.decode(b"", final=True)
    finally:
        file.seek(0)
