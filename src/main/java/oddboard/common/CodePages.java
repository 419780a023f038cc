package oddboard.common;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The code pages that names come in, and how probable a text is in each: the negative logarithm, roughly. */
final class CodePages {
    private static final int SAMPLE = 2000;

    /** Beyond this much for a foreign byte, a text is none in this code page; symbols among letters cost more. */
    private static final double MAX_COST = 6;

    /** Where two fit equally well, the first one is taken. */
    private static final List<Candidate> ALL = Stream.of(
                    new Candidate("Windows-1252", "windows-1252", Kind.ALPHABET, "äöüßéèêëàâçñáíóúôîïùûæøåãõ"),
                    new Candidate("IBM437", "IBM437", Kind.ALPHABET, "äöüßéèêëàâçñáíóúôîïùûæå"),
                    new Candidate("IBM850", "IBM850", Kind.ALPHABET, "äöüßéèêëàâçñáíóúôîïùûæøåãõ"),
                    new Candidate("GBK", "GBK", Kind.CHINESE, frequent("GBK")),
                    new Candidate("Shift_JIS", "windows-31j", Kind.JAPANESE, frequent("Shift_JIS")),
                    new Candidate("EUC-KR", "x-windows-949", Kind.KOREAN, frequent("EUC-KR")),
                    new Candidate("Big5", "x-windows-950", Kind.TAIWANESE, frequent("Big5")),
                    new Candidate("Windows-1251", "windows-1251", Kind.ALPHABET, "оеаинтсрвлкмдпуыья"),
                    new Candidate("IBM866", "IBM866", Kind.ALPHABET, "оеаинтсрвлкмдпуыья"),
                    new Candidate("KOI8-R", "KOI8-R", Kind.ALPHABET, "оеаинтсрвлкмдпуыья"),
                    new Candidate("Windows-1250", "windows-1250", Kind.ALPHABET, "ąćęłńóśźżáčéěíňřšťúůýžőű"),
                    new Candidate("IBM852", "IBM852", Kind.ALPHABET, "ąćęłńóśźżáčéěíňřšťúůýžőű"),
                    new Candidate("Windows-1254", "windows-1254", Kind.ALPHABET, "çğıöşüİ"),
                    new Candidate("IBM857", "IBM857", Kind.ALPHABET, "çğıöşüİ"),
                    new Candidate("Windows-1253", "windows-1253", Kind.ALPHABET, "αοιετσνηρυπκμλ"),
                    new Candidate("IBM737", "x-IBM737", Kind.ALPHABET, "αοιετσνηρυπκμλ"),
                    new Candidate("Windows-1255", "windows-1255", Kind.ALPHABET, "יוהלאתרבמש"),
                    new Candidate("Windows-1256", "windows-1256", Kind.ALPHABET, "ايلمونرتبهة"),
                    new Candidate("Windows-874", "x-windows-874", Kind.ALPHABET, "านรอกเงมยลว"))
            .filter(candidate -> Charset.isSupported(candidate.charset))
            .toList();

    private CodePages() {}

    private enum Kind {
        ALPHABET,
        CHINESE,
        JAPANESE,
        KOREAN,
        TAIWANESE
    }

    /**
     * A code page.
     *
     * @param name for people
     * @param charset for Java
     * @param frequent letters or characters that its languages use often
     */
    record Candidate(String name, String charset, Kind kind, Set<Integer> frequent) {
        private Candidate(String name, String charset, Kind kind, String frequent) {
            this(name, charset, kind, frequent.codePoints().boxed().collect(Collectors.toUnmodifiableSet()));
        }
    }

    private static String frequent(String page) {
        try (var in = Objects.requireNonNull(CodePages.class.getResourceAsStream("frequent-characters.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith(page + " "))
                    .findFirst()
                    .orElseThrow()
                    .substring(page.length() + 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    record Best(Candidate page, double cost) {}

    /** The most probable one in which all texts can be read, or null. */
    static @Nullable Best best(Collection<byte[]> texts) {
        var sample = sample(texts);
        double most = 12;
        for (var word : sample) {
            for (byte b : word) {
                most += b < 0 ? MAX_COST : 0;
            }
        }
        var found = new ArrayList<Best>();
        for (var candidate : ALL) {
            double cost = cost(sample, candidate);
            if (cost <= most) {
                found.add(new Best(candidate, cost));
            }
        }
        return found.stream()
                .sorted(Comparator.comparing(Best::cost))
                .filter(best -> texts.stream().allMatch(text -> isText(text, best.page)))
                .findFirst()
                .orElse(null);
    }

    /** The same for texts that are UTF-8, in an archive that others are not. */
    static double costOfUtf8(Collection<byte[]> texts) {
        double cost = 8;
        for (var word : sample(texts)) {
            cost += new String(word, StandardCharsets.UTF_8)
                    .codePoints()
                    .mapToDouble(c ->
                            c < 128 ? 0 : !Character.isLetter(c) || c >= 0x180 && c < 0x370 ? 12 : c < 0x800 ? 4.5 : 8)
                    .sum();
        }
        return cost;
    }

    /** Distinct words that hold a byte beyond ASCII, so that a folder of many files doesn't count more than others. */
    private static List<byte[]> sample(Collection<byte[]> texts) {
        var seen = new HashSet<String>();
        for (var text : texts) {
            for (var word : new String(text, StandardCharsets.ISO_8859_1).split("[\\x00-\\x3f]")) {
                if (seen.size() < SAMPLE && !word.isEmpty() && !word.chars().allMatch(c -> c < 128)) {
                    seen.add(word);
                }
            }
        }
        var words = new ArrayList<byte[]>();
        seen.forEach(word -> words.add(word.getBytes(StandardCharsets.ISO_8859_1)));
        return words;
    }

    private static boolean isText(byte[] text, Candidate candidate) {
        return CodePage.strict(text, Charset.forName(candidate.charset)) != null;
    }

    private static double cost(List<byte[]> words, Candidate candidate) {
        var charset = Charset.forName(candidate.charset);
        double cost = 0;
        for (var bytes : words) {
            var word = CodePage.strict(bytes, charset);
            if (word == null) {
                return Double.POSITIVE_INFINITY;
            }
            int[] points = word.codePoints().toArray();
            for (int i = 0; i < points.length; i++) {
                if (points[i] >= 128) {
                    cost += candidate.kind == Kind.ALPHABET
                            ? alphabetic(points, i, candidate)
                            : ideographic(points[i], candidate, charset);
                }
            }
        }
        return cost;
    }

    private static double alphabetic(int[] word, int at, Candidate page) {
        int c = word[at];
        if (isNoText(c)) {
            return Double.POSITIVE_INFINITY;
        }
        if (!Character.isLetter(c) && Character.getType(c) != Character.NON_SPACING_MARK) {
            return "°²³µ×±–—’´§№©®«»€".indexOf(c) >= 0 ? 7 : 12;
        }
        double cost = page.frequent.contains(Character.toLowerCase(c)) || page.frequent.contains(c) ? 2.7 : 4.5;
        int before = at == 0 ? ' ' : word[at - 1];
        int after = at + 1 == word.length ? ' ' : word[at + 1];
        if (Character.isLowerCase(c) && after < 128 && Character.isUpperCase(after)) {
            cost += 3;
        } else if (Character.isUpperCase(c)) {
            cost += Character.isLowerCase(before) ? 4 : Character.isUpperCase(before) ? 0.3 : 1;
        }
        if (Character.UnicodeScript.of(c) != Character.UnicodeScript.LATIN) {
            boolean mixes = isAsciiLetter(before) || isAsciiLetter(after);
            return cost + (mixes ? 5 : 0);
        }
        // A language of Latin letters has few that are not ASCII, and hardly ever three in a row.
        boolean alone = !isAsciiLetter(before) && !isAsciiLetter(after);
        boolean third = at > 1 && before >= 128 && word[at - 2] >= 128;
        return cost + (alone ? 1 : 0) + (third ? 3 : 0);
    }

    private static boolean isNoText(int c) {
        int type = Character.getType(c);
        return !Character.isDefined(c)
                || type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.PRIVATE_USE;
    }

    private static boolean isAsciiLetter(int c) {
        return c < 128 && Character.isLetter(c);
    }

    private static double ideographic(int c, Candidate page, Charset charset) {
        if (isNoText(c)) {
            return Double.POSITIVE_INFINITY;
        }
        byte[] bytes = new String(Character.toChars(c)).getBytes(charset);
        int code = bytes.length < 2 ? bytes[0] & 0xff : (bytes[0] & 0xff) << 8 | bytes[1] & 0xff;
        boolean inner = (code & 0xff) >= 0xa1;
        boolean frequent = page.frequent.contains(c);
        return switch (page.kind) {
            case CHINESE -> frequent ? 5.6 : code >= 0xb0a1 && code <= 0xd7fe && inner ? 8.2 : rare(code, inner);
            case TAIWANESE -> frequent ? 5.6 : code >= 0xa440 && code <= 0xc67e ? 8.8 : 11.5;
            case KOREAN -> frequent ? 4.8 : code >= 0xb0a1 && code <= 0xc8fe && inner ? 8.2 : 12;
            case JAPANESE ->
                bytes.length < 2
                        ? 7
                        : Character.UnicodeScript.of(c) == Character.UnicodeScript.HIRAGANA
                                ? 3.8
                                : Character.UnicodeScript.of(c) == Character.UnicodeScript.KATAKANA
                                        ? 4.4
                                        : frequent ? 5.8 : code >= 0x889f && code <= 0x9872 ? 8.4 : 11.5;
            case ALPHABET -> throw new IllegalArgumentException(page.name);
        };
    }

    private static double rare(int code, boolean inner) {
        return code >= 0xd8a1 && code <= 0xf7fe && inner ? 10.5 : 13;
    }
}
