package oddboard.layout;

import java.util.Locale;

/** What the names of folders and files say by themselves. */
final class FolderNames {
    private FolderNames() {}

    static boolean isImage(String name) {
        return name.toLowerCase(Locale.ROOT).matches("(?s).*\\.(png|jpe?g|bmp|gif|tiff?|webp)");
    }

    /** Annotations that programs write beside images. */
    static boolean isSidecar(String name) {
        return name.toLowerCase(Locale.ROOT).matches("(?s).*\\.(json|xml)");
    }

    /**
     * The path as MVTec AD has it: MVTec LOCO's and AD 2's validation/good is training, AD 2's test_public is test, with
     * ground_truth within.
     */
    static String usual(String path) {
        return path.replaceFirst("(?i)^validation/good/", "train/good/")
                .replaceFirst("(?i)^test_public/ground_truth/", "ground_truth/")
                .replaceFirst("(?i)^test_public/", "test/");
    }
}
