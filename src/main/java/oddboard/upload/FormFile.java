package oddboard.upload;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import oddboard.common.InputException;

/** The one file within a form (multipart/form-data), as {@code curl -F file=@x} sends it, read without keeping it. */
public final class FormFile extends InputStream {
    private static final Pattern BOUNDARY =
            Pattern.compile("(?i)multipart/form-data\\s*;.*?boundary=(?:\"([^\"]{1,200})\"|([^\\s;]{1,200})).*");
    private static final int MAX_HEADERS = 1 << 14;

    private final BufferedInputStream in;
    private final String file;
    private final byte[] delimiter;
    private boolean ended;

    private FormFile(InputStream form, String file, String boundary) {
        this.file = file;
        this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
        this.in = new BufferedInputStream(form, 1 << 16);
    }

    public static boolean isForm(String contentType) {
        return contentType.toLowerCase(Locale.ROOT).startsWith("multipart/form-data");
    }

    /**
     * The bytes of the form's file, from its first to its last.
     *
     * @param file what it will be called, for messages
     * @throws InputException here or while it is read, where the form is damaged, or has no file or several
     */
    public static InputStream of(InputStream form, String contentType, String file) throws IOException {
        var boundary = BOUNDARY.matcher(contentType);
        if (!boundary.matches()) {
            throw fault(file, "its content type names no boundary");
        }
        var stream = new FormFile(form, file, boundary.group(1) != null ? boundary.group(1) : boundary.group(2));
        // The first boundary has no line before it.
        var first = stream.in.readNBytes(stream.delimiter.length - 2);
        if (!new String(first, StandardCharsets.ISO_8859_1)
                .equals(new String(stream.delimiter, 2, first.length, StandardCharsets.ISO_8859_1))) {
            throw fault(file, "it doesn't begin with its boundary");
        }
        if (!stream.toFile()) {
            throw fault(file, "it has no file");
        }
        return stream;
    }

    /** Passes over fields, up to the content of the next file; false where there is none. */
    private boolean toFile() throws IOException {
        while (true) {
            var headers = headers();
            if (headers.startsWith("--")) {
                ended = true;
                return false;
            }
            ended = false;
            if (headers.toLowerCase(Locale.ROOT).matches("(?s).*content-disposition:[^\n]*filename\\*?=.*")) {
                return true;
            }
            while (next() >= 0) {
                // a field's value
            }
        }
    }

    private String headers() throws IOException {
        var text = new StringBuilder();
        while (text.length() < MAX_HEADERS) {
            int b = in.read();
            if (b < 0) {
                break;
            }
            text.append((char) b);
            boolean last = text.length() == 2 && text.toString().equals("--");
            if (last || text.length() >= 4 && text.substring(text.length() - 4).equals("\r\n\r\n")) {
                return text.toString();
            }
        }
        throw fault(file, "it is cut off, or its headers are too long");
    }

    /** The part's next byte; -1 where its content ends. */
    private int next() throws IOException {
        if (ended) {
            return -1;
        }
        int b = in.read();
        if (b < 0) {
            throw fault(file, "it is cut off");
        }
        if (b == '\r') {
            in.mark(delimiter.length);
            for (int i = 1; i < delimiter.length; i++) {
                if (in.read() != (delimiter[i] & 0xff)) {
                    in.reset();
                    return b;
                }
            }
            ended = true;
            return -1;
        }
        return b;
    }

    @Override
    public int read() throws IOException {
        if (ended) {
            return -1;
        }
        int b = next();
        if (b < 0 && toFile()) {
            throw fault(file, "it has several files; send one at a time");
        }
        return b;
    }

    @Override
    public int read(byte[] to, int from, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            int b = read();
            if (b < 0) {
                return i == 0 ? -1 : i;
            }
            to[from + i] = (byte) b;
        }
        return count;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private static InputException fault(String file, String why) {
        return new InputException(
                "UPLOAD_FORM",
                file,
                "",
                "The form that should hold " + file + " cannot be read: " + why
                        + ". Send the file itself as the body (curl --data-binary @file), or a form with one file.");
    }
}
