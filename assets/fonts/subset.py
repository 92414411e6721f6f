"""Cuts the fonts of the film's captions down to what is needed, so that they can be built into the program.

Inter has the letters of English, Spanish, French and German. Hindi and Japanese come from Noto fonts:

    apt install fonts-noto-core fonts-noto-cjk      # Debian 12
    pip install fonttools
    python assets/fonts/subset.py

Hindi keeps the whole Devanagari block with all its joined forms, so its captions may change freely. Japanese keeps kana, punctuation and
letters, the kanji of KANJI below, and every character of `assets/films`: run this again when Japanese captions change. The
same fonts and captions give the same bytes. The program ends with 1 if a caption has a character that no font has.
"""

import pathlib
import sys

from fontTools import subset
from fontTools.ttLib import TTCollection, TTFont

HERE = pathlib.Path(__file__).parent
FILMS = HERE.parent / "films"
NOTO = pathlib.Path("/usr/share/fonts")
MOST_BYTES = 400_000

LATIN = {chr(c) for c in range(0x20, 0x7F)}
MARKS = set("°±×÷·–—‘’“”…→←↑↓μ%₂₅₀")
DEVANAGARI = {chr(c) for c in range(0x900, 0x980)} | {chr(c) for c in range(0xA8E0, 0xA900)} | set("\u200c\u200d\u20b9\u25cc")
KANA = {chr(c) for c in range(0x3041, 0x3100)}
WIDE = {chr(c) for c in range(0x3000, 0x3020)} | {chr(c) for c in range(0xFF01, 0xFF5F)} | set("々〆ヶ・ー「」『』")
# What a film on drugs and the body is likely to say.
KANJI = set(
    "一二三四五六七八九十百千万零半両各全数量度回倍割率分秒時間日月火水木金土週年今前後次最初終始中外内上下左右間先"
    "薬剤物質成分投与服用使用飲打注射貼錠用量同毎慣耐性依存症中毒乱離脱禁断反動跳返増減少多強弱高低大小長短速遅早"
    "効果作用影響働受容体細胞膜表面内部信号伝達応答感度鈍敏飽和結合外残留血液脳心臓肺肝腎胃腸神経筋骨皮膚身人間患者"
    "医師療治病院看護痛鎮静眠覚醒呼吸止命死亡危険安全注意警告助言教育用語説明理解学習試験研究結論仮説証拠数値曲線"
    "均衡平調節設定点値目標基準位置押引重軽釣天秤皿傾戻元状態変化進行退続待開閉再生産分解回収壊失得取込込運送出入"
    "酵素代謝排出吸収経路循環除去濃遺伝型式個差合計平均可能必要自分何誰例場所方法手段道具機会原因理由結果代替交換"
    "徐段階緩急突然休間隔置昔古新旧習欲求報酬快楽不安悩苦震汗熱寒心拍脈圧便秘下痢吐気瞳孔狭広縮拡流動静動止向対"
    "見聞読書話言知思考忘覚試遊始終押選画面音声字幕作者許可著作権模型算実際世界生命科学化学物理力学重要単純複雑正"
    "確誤違似近遠深浅固柔空白黒赤青緑黄明暗光色線円形図表番号順番他別共通常普段普通特殊般等的上記以本来未完成功敗"
    "私達彼女子供親友族社会国家仕事仲良悪好嫌愛美真善然当然相互直接間接越超過足満欠落守維持保護支援救急逆鏡像影主"
    "従属独立自由制限管理指示従無有事柄点検査測観察記録画再現予防策対応選択決判断決定責任件数条項目次々鎖連続途切"
)

JAPANESE = KANA | WIDE | KANJI | LATIN | MARKS


def captions():
    """Every character of the films' files."""
    return {c for f in sorted(FILMS.rglob("*")) if f.suffix in {".ron", ".ftl", ".txt"} for c in f.read_text("utf-8") if c.isprintable()}


def cut(font, characters, features, name, target):
    """Writes the font with these characters and the forms that they take on by these features."""
    options = subset.Options()
    options.layout_features = features
    options.hinting = False
    options.desubroutinize = False
    options.name_IDs = ["*"]
    options.notdef_outline = True
    options.recalc_timestamp = False
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[ord(c) for c in characters])
    cutter.subset(font)
    for record in font["name"].names:
        if record.nameID in (1, 3, 4, 16):
            record.string = name
        elif record.nameID == 6:
            record.string = name.replace(" ", "")
    font.save(target, reorderTables=None)
    return set(map(chr, font.getBestCmap())), target.stat().st_size


def main():
    said = captions()
    hindi = TTFont(NOTO / "truetype/noto/NotoSansDevanagari-Regular.ttf", recalcTimestamp=False)
    japanese = next(f for f in TTCollection(NOTO / "opentype/noto/NotoSansCJK-Regular.ttc").fonts if f["name"].getDebugName(1) == "Noto Sans CJK JP")
    japanese.recalcTimestamp = False
    # Spacing by context is for running text, and vertical forms are for columns: captions want neither.
    for tag in ("GPOS", "vhea", "vmtx", "VORG", "BASE"):
        japanese.tables.pop(tag, None)
        if tag in japanese:
            del japanese[tag]
    inter = set(map(chr, TTFont(HERE / "Inter-Regular.otf").getBestCmap()))
    has = set(inter)
    total = 0
    for font, wanted, features, name, file in [
        (hindi, DEVANAGARI | LATIN | MARKS, ["*"], "Setpoint Devanagari", "Devanagari.ttf"),
        (japanese, JAPANESE | {c for c in said if ord(c) >= 0x2E80}, ["ccmp"], "Setpoint Japanese", "Japanese.otf"),
    ]:
        characters, size = cut(font, wanted, features, name, HERE / file)
        print(f"{file}: {len(characters)} characters, {size} bytes")
        has |= characters
        total += size
    missing = sorted(said - has)
    print(f"together {total} bytes; characters of the films without a glyph: {missing or 'none'}")
    return 1 if missing or total > MOST_BYTES else 0


if __name__ == "__main__":
    sys.exit(main())
