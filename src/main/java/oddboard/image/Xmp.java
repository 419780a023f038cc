package oddboard.image;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** The orientation of an XMP packet, by its text: an XML parser would follow what hostile files say. */
final class Xmp {
    private static final int MAX_LENGTH = 1 << 20;
    private static final Pattern PREFIX =
            Pattern.compile("xmlns:([\\w.-]{1,40})\\s{0,9}=\\s{0,9}[\"']http://ns\\.adobe\\.com/tiff/1\\.0/[\"']");

    private Xmp() {}

    /** 1 to 8; 0 where nothing is said. */
    static int orientation(byte[] file, int start, int length) {
        // Without the zeros, UTF-16 and UTF-32 read like UTF-8 here.
        var text = new String(file, start, Math.min(length, MAX_LENGTH), StandardCharsets.ISO_8859_1).replace("\0", "");
        var prefix = PREFIX.matcher(text);
        if (!prefix.find()) {
            return 0;
        }
        var name = Pattern.quote(prefix.group(1)) + ":Orientation";
        var value = Pattern.compile(name + "\\s{0,9}=\\s{0,9}[\"']\\s{0,9}([1-8])\\s{0,9}[\"']|<" + name
                        + "[^<>]{0,99}>\\s{0,99}([1-8])\\s{0,99}<")
                .matcher(text);
        return !value.find() ? 0 : Integer.parseInt(value.group(1) != null ? value.group(1) : value.group(2));
    }
}
