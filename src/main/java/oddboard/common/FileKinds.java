package oddboard.common;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Names what a file is that was sent for something else, by its first bytes: the kinds that people do send. */
public final class FileKinds {
    private static final int START = 1024;

    private FileKinds() {}

    /**
     * What it is, with an article, such as "a HEIC image", or "" where it is none of these.
     *
     * @param bytes from the file's start
     */
    public static String describe(byte[] bytes) {
        var start = new String(bytes, 0, Math.min(START, bytes.length), StandardCharsets.ISO_8859_1);
        if (start.startsWith("version https://git-lfs.github.com/spec/")) {
            return "a Git LFS pointer instead of the file itself (fetch it with git lfs pull)";
        }
        if (start.startsWith("ftyp", 4) && start.length() >= 12) {
            return brand(start);
        }
        if (start.startsWith("\u00ff\n") || start.startsWith("\0\0\0\fJXL \r\n\u0087\n")) {
            return "a JPEG XL image";
        }
        if (start.startsWith("\0\0\0\fjP  \r\n\u0087\n") || start.startsWith("\u00ffO\u00ffQ")) {
            return "a JPEG 2000 image";
        }
        if (start.matches("(?s)--[^\r\n]+\r\n(?i)content-disposition: form-data.*")) {
            return "a form with a file in it, not the file itself";
        }
        if (start.startsWith("%PDF-")) {
            return "a PDF document";
        }
        if (start.startsWith("8BPS")) {
            return "a Photoshop document";
        }
        if (start.startsWith("v/1\u0001")) {
            return "an OpenEXR image";
        }
        if (start.startsWith("\u0089HDF\r\n\u001a\n")) {
            return "an HDF5 file";
        }
        if (start.startsWith("\u0093NUMPY")) {
            return "a NumPy array";
        }
        if (start.startsWith("PK\u0003\u0004")) {
            return "a ZIP archive, or a document of an office program";
        }
        if (start.startsWith("\u00d0\u00cf\u0011\u00e0")) {
            return "a document of an old office program";
        }
        if (start.length() > 132 && start.startsWith("DICM", 128)) {
            return "a DICOM file";
        }
        var text = start.replaceFirst("^(\u00ef\u00bb\u00bf)?\\s*(<\\?xml[^>]*>\\s*)?(<!--.*?-->\\s*)?", "")
                .toLowerCase(Locale.ROOT);
        if (text.startsWith("<!doctype html") || text.startsWith("<html") || text.startsWith("<head")) {
            return "an HTML page, such as a server sends instead of a file";
        }
        if (text.startsWith("<svg") || text.startsWith("<!doctype svg")) {
            return "an SVG drawing";
        }
        return "";
    }

    private static String brand(String start) {
        var brands = start.substring(8, Math.min(start.length(), 40));
        if (brands.contains("avif") || brands.contains("avis")) {
            return "an AVIF image";
        }
        boolean heic = brands.startsWith("hei")
                || brands.startsWith("hev")
                || brands.startsWith("mif1")
                || brands.startsWith("msf1");
        return heic
                ? "a HEIC image"
                : brands.startsWith("crx") ? "a raw image of a camera" : "a video (MP4 or QuickTime)";
    }
}
