package oddboard.npy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Labels as an array of texts (types U and S): one an image. */
public final class NpyWords {
    private static final Pattern DESCR = Pattern.compile("['\"]([<>=|]?)([US])(\\d{1,6})['\"]");

    private NpyWords() {}

    /** Null where the array holds no texts of the shape (N,) or (N, 1). */
    public static @Nullable List<String> read(byte[] bytes, String file) throws IOException {
        var text = NpyForm.text(new ByteArrayInputStream(bytes), bytes.length, file);
        var dictionary = NpyForm.Dictionary.of(text.dictionary(), file);
        var descr = DESCR.matcher(dictionary.descr());
        if (!descr.matches() || !dictionary.shape().matches("\\(\\s*(\\d{1,8})\\s*,\\s*1?\\s*,?\\s*\\)")) {
            return null;
        }
        int count = Integer.parseInt(dictionary.shape().replaceFirst("\\D*(\\d+).*", "$1"));
        boolean wide = descr.group(2).equals("U");
        var order = descr.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        var charset = wide
                ? Charset.forName(order == ByteOrder.BIG_ENDIAN ? "UTF-32BE" : "UTF-32LE")
                : StandardCharsets.UTF_8;
        int length = Integer.parseInt(descr.group(3)) * (wide ? 4 : 1);
        if (bytes.length - text.dataOffset() != (long) count * length) {
            throw NpyForm.fault(
                    "NPY_TRUNCATED",
                    file,
                    "has " + (bytes.length - text.dataOffset()) + " bytes of data, and its shape needs "
                            + (long) count * length);
        }
        var words = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            words.add(new String(bytes, (int) text.dataOffset() + i * length, length, charset).replace("\0", ""));
        }
        return words;
    }
}
