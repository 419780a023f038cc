package oddboard.dataset;

import java.nio.charset.StandardCharsets;

/** File names by the hundred thousand, as bytes: a tenth of what as many objects take. */
public final class ImageNames {
    private final byte[] text;
    private final int[] ends;

    public ImageNames(String[] names) {
        ends = new int[names.length];
        int length = 0;
        for (var name : names) {
            length = Math.addExact(length, name.getBytes(StandardCharsets.UTF_8).length);
        }
        text = new byte[length];
        int end = 0;
        for (int i = 0; i < names.length; i++) {
            var bytes = names[i].getBytes(StandardCharsets.UTF_8);
            System.arraycopy(bytes, 0, text, end, bytes.length);
            end += bytes.length;
            ends[i] = end;
        }
    }

    public String get(int index) {
        if (index >= ends.length) {
            return "image " + index;
        }
        int from = index == 0 ? 0 : ends[index - 1];
        return new String(text, from, ends[index] - from, StandardCharsets.UTF_8);
    }

    public int bytes() {
        return text.length + 4 * ends.length;
    }

    /** A name says the label where folders are named by it. */
    public static String hiddenName(int test) {
        return "test image " + test;
    }
}
