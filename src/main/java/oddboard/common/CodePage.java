package oddboard.common;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How the bytes of names or cells become text: UTF-8 where they are, else the code page that fits all of them together.
 * Where none fits, every foreign byte stays what it is, written as %E9. Different bytes never become the same text,
 * apart from the forms of one character that Unicode calls equal (NFC).
 */
public final class CodePage {
    private final @Nullable Charset charset;
    private final String name;
    private final boolean mixed;

    private CodePage(@Nullable Charset charset, String name, boolean mixed) {
        this.charset = charset;
        this.name = name;
        this.mixed = mixed;
    }

    /** @param texts as they were stored; those of ASCII alone say nothing */
    public static CodePage of(Collection<byte[]> texts) {
        var foreign = texts.stream().filter(CodePage::isForeign).toList();
        if (foreign.isEmpty()) {
            return new CodePage(StandardCharsets.UTF_8, "", false);
        }
        // Some foreign bytes are UTF-8 by chance; some archives were made on two systems.
        var utf8 = texts.stream()
                .filter(text -> !isAscii(text) && !isForeign(text))
                .toList();
        var together =
                CodePages.best(Stream.concat(foreign.stream(), utf8.stream()).toList());
        var apart = utf8.isEmpty() ? null : CodePages.best(foreign);
        if (apart != null && (together == null || apart.cost() + CodePages.costOfUtf8(utf8) < together.cost())) {
            return new CodePage(
                    Charset.forName(apart.page().charset()), apart.page().name(), true);
        }
        return together != null
                ? new CodePage(
                        Charset.forName(together.page().charset()),
                        together.page().name(),
                        false)
                : new CodePage(null, "", true);
    }

    /** Whether all was ASCII or UTF-8, so that nothing is assumed. */
    public boolean isUtf8() {
        return StandardCharsets.UTF_8.equals(charset);
    }

    /** For a report, or "" where nothing was assumed. */
    public String note(String what) {
        if (isUtf8()) {
            return "";
        }
        return charset == null
                ? what + " are not UTF-8, and no code page fits them: their bytes are shown as such, like %E9."
                : what + " are not UTF-8; they were read as " + name + ".";
    }

    /** In NFC. */
    public String decode(byte[] text) {
        String decoded = charset == null || mixed ? strict(text, StandardCharsets.UTF_8) : null;
        if (decoded == null && charset != null) {
            decoded = strict(text, charset);
        }
        return nfc(decoded == null ? escaped(text) : decoded);
    }

    /** The one form in which texts are compared. */
    public static String nfc(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC);
    }

    private static String escaped(byte[] text) {
        var escaped = new StringBuilder();
        for (byte b : text) {
            escaped.append(b < 0 ? String.format(Locale.ROOT, "%%%02X", b & 0xff) : String.valueOf((char) b));
        }
        return escaped.toString();
    }

    /** Whether these bytes are no UTF-8. */
    public static boolean isForeign(byte[] text) {
        return !isAscii(text) && strict(text, StandardCharsets.UTF_8) == null;
    }

    private static boolean isAscii(byte[] text) {
        for (byte b : text) {
            if (b < 0) {
                return false;
            }
        }
        return true;
    }

    /** Null where the bytes are no text of this code page, or not the ones that it would write. */
    static @Nullable String strict(byte[] text, Charset charset) {
        try {
            var decoded = charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(text))
                    .toString();
            return Arrays.equals(decoded.getBytes(charset), text) ? decoded : null;
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    /** The lines of a file's bytes, without their ends. */
    public static List<byte[]> lines(byte[] bytes, int start) {
        var lines = new ArrayList<byte[]>();
        int from = start;
        for (int i = start; i <= bytes.length; i++) {
            if (i == bytes.length || bytes[i] == '\n') {
                lines.add(Arrays.copyOfRange(bytes, from, i));
                from = i + 1;
            }
        }
        return lines;
    }
}
