package oddboard.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CodePageTest {
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "GBK, 划痕 裂纹",
        "GBK, 划痕",
        "GBK, 正常 缺陷",
        "GBK, 凹坑 污渍 毛刺",
        "GBK, 断裂 错位",
        "GBK, 缺 划痕",
        "GBK, 新建文件夹 照片1",
        "GBK, 瓶子_破损_001 瓶子_污染_002",
        "Shift_JIS, 傷 汚",
        "Shift_JIS, 傷 汚れ 割れ",
        "Shift_JIS, 正常 異常",
        "Shift_JIS, キズ ヘコミ",
        "Shift_JIS, 表面 能力",
        "Shift_JIS, 打痕 異物 欠け",
        "EUC-KR, 긁힘 찍힘",
        "EUC-KR, 정상 불량",
        "EUC-KR, 스크래치 오염 균열",
        "Big5, 刮痕 裂紋",
        "Big5, 瑕疵 正常",
        "Windows-1251, царапина трещина",
        "Windows-1251, Скол Царапина",
        "IBM866, царапина трещина",
        "IBM866, Новая папка",
        "KOI8-R, царапина трещина",
        "IBM437, Größe Kratzer",
        "IBM437, Löcher Öl",
        "Windows-1252, Größe Kratzer",
        "Windows-1252, éraflure fêlure",
        "Windows-1252, arañazo rasguño",
        "Windows-1250, škrábanec příčka žluť",
        "IBM852, škrábanec prasklina vada č",
        "Windows-1253, γρατζουνιά",
    })
    void findsTheCodePageOfNames(String page, String words) {
        var charset = charset(page);
        var texts = Arrays.stream(words.split(" "))
                .map(word -> ("test/" + word + "/001.png").getBytes(charset))
                .toList();
        assertThat(texts).allMatch(text -> !new String(text, charset).contains("?"));
        var found = CodePage.of(texts);
        assertThat(texts.stream().map(found::decode))
                .containsExactly(Arrays.stream(words.split(" "))
                        .map(word -> "test/" + CodePage.nfc(word) + "/001.png")
                        .toArray(String[]::new));
        assertThat(found.note("The names"))
                .startsWith("The names are not UTF-8; they were read as ")
                .endsWith(".");
    }

    private static Charset charset(String page) {
        return Charset.forName(
                switch (page) {
                    case "Shift_JIS" -> "windows-31j";
                    case "EUC-KR" -> "x-windows-949";
                    case "Big5" -> "x-windows-950";
                    default -> page;
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"test/good/1.png", "划痕", "Größe", "Gro\u0308ße"})
    void assumesNothingWhereAllIsUtf8(String name) {
        var page = CodePage.of(List.of(name.getBytes(StandardCharsets.UTF_8)));
        assertThat(page.isUtf8()).isTrue();
        assertThat(page.note("The names")).isEmpty();
        assertThat(page.decode(name.getBytes(StandardCharsets.UTF_8))).isEqualTo(CodePage.nfc(name));
    }

    /** The GBK of 缺 is UTF-8 by chance. */
    @Test
    void decidesNamesTogetherThatAreUtf8ByChance() {
        var texts = List.of("缺".getBytes(charset("GBK")), "裂纹".getBytes(charset("GBK")));
        assertThat(CodePage.isForeign(texts.getFirst())).isFalse();
        assertThat(texts.stream().map(CodePage.of(texts)::decode)).containsExactly("缺", "裂纹");
    }

    @Test
    void readsNamesOfTwoSystemsEachItsOwnWay() {
        var texts = List.of("划痕".getBytes(StandardCharsets.UTF_8), "裂纹".getBytes(charset("GBK")));
        assertThat(texts.stream().map(CodePage.of(texts)::decode)).containsExactly("划痕", "裂纹");
    }

    @Test
    void keepsTheBytesOfWhatNoCodePageFits() {
        var text = new byte[34];
        for (int i = 0; i < 17; i++) {
            text[2 * i] = (byte) (i == 16 ? 0x98 : 0xb0 + i);
            text[2 * i + 1] = '1';
        }
        var page = CodePage.of(List.of(text));
        assertThat(page.decode(text)).startsWith("%B01%B11%B21").endsWith("%BF1%981");
        assertThat(page.note("The names")).contains("no code page fits");
    }

    @Test
    void neverMakesTwoNamesOne() {
        var random = new Random(7);
        for (int round = 0; round < 300; round++) {
            var texts = new HashSet<List<Byte>>();
            for (int i = 0; i < 20; i++) {
                var bytes = new Byte[2 + random.nextInt(3)];
                Arrays.setAll(bytes, at ->
                        (byte) (random.nextInt(4) == 0 ? 'a' + random.nextInt(26) : random.nextInt(128) - 128));
                texts.add(List.of(bytes));
            }
            var raw = texts.stream().map(CodePageTest::unboxed).toList();
            var page = CodePage.of(raw);
            assertThat(raw.stream().map(page::decode).distinct()).hasSameSizeAs(raw);
        }
    }

    private static byte[] unboxed(List<Byte> bytes) {
        var raw = new byte[bytes.size()];
        for (int i = 0; i < raw.length; i++) {
            raw[i] = bytes.get(i);
        }
        return raw;
    }
}
