package oddboard.endtoend;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import oddboard.image.Images;
import oddboard.testing.DrawnSet;

/**
 * A small set and new images of its kind.
 *
 * @param fresh files that nobody has seen; their names begin with "good" or with the type of their anomaly
 */
record ReviewedSet(Map<String, byte[]> files, Map<String, byte[]> fresh) {
    static byte[] zip(Map<String, byte[]> files) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            for (var file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
            }
        }
        return out.toByteArray();
    }

    static ReviewedSet find() throws Exception {
        String data = System.getenv("ODDBOARD_TEST_DATA");
        Path apples = data == null ? null : Path.of(data, "apples_folder.zip");
        return apples != null && Files.exists(apples) ? apples(apples) : drawn();
    }

    private static ReviewedSet drawn() throws Exception {
        Map<String, byte[]> files = new LinkedHashMap<>();
        Map<String, byte[]> fresh = new LinkedHashMap<>();
        boolean[] some = DrawnSet.everyNth(300, 6);
        byte[] train = DrawnSet.pixels(new boolean[80], 32, 1);
        byte[] test = DrawnSet.pixels(DrawnSet.everyNth(60, 3), 32, 2);
        byte[] line = DrawnSet.pixels(some, 32, 9);
        for (int i = 0; i < 80; i++) {
            files.put("train/good/%03d.png".formatted(i), png(train, i, 32));
        }
        for (int i = 0; i < 60; i++) {
            String type = DrawnSet.everyNth(60, 3)[i] ? "spot" : "good";
            files.put("test/" + type + "/%03d.png".formatted(i), png(test, i, 32));
        }
        for (int i = 0; i < some.length; i++) {
            fresh.put((some[i] ? "spot" : "good") + "-%03d.png".formatted(i), png(line, i, 32));
        }
        return new ReviewedSet(files, fresh);
    }

    private static byte[] png(byte[] pixels, int index, int size) {
        var image = new BufferedImage(size, size, BufferedImage.TYPE_INT_RGB);
        for (int p = 0; p < size * size; p++) {
            int at = 3 * (index * size * size + p);
            image.setRGB(
                    p % size, p / size, (pixels[at] & 255) << 16 | (pixels[at + 1] & 255) << 8 | pixels[at + 2] & 255);
        }
        return Images.png(image);
    }

    /** Of every split and type a part; the new images are of the test split, which the set itself has not. */
    private static ReviewedSet apples(Path file) throws Exception {
        Map<String, byte[]> files = new LinkedHashMap<>();
        Map<String, byte[]> fresh = new LinkedHashMap<>();
        Map<String, Integer> seen = new LinkedHashMap<>();
        try (var zip = new ZipFile(file.toFile())) {
            for (var entry :
                    zip.stream().filter(e -> e.getName().endsWith(".png")).toList()) {
                String[] parts = entry.getName().split("/");
                String kind = parts[parts.length - 3] + "/" + parts[parts.length - 2];
                int place = seen.merge(kind, 1, Integer::sum);
                boolean train = kind.startsWith("train");
                int part = train ? 5 : 4;
                if (place % part == 0) {
                    files.put(
                            kind + "/" + parts[parts.length - 1],
                            zip.getInputStream(entry).readAllBytes());
                } else if (!train && place % part == 1 && fresh.size() < 300) {
                    fresh.put(
                            parts[parts.length - 2] + "-" + parts[parts.length - 1],
                            zip.getInputStream(entry).readAllBytes());
                }
            }
        }
        return new ReviewedSet(files, fresh);
    }
}
