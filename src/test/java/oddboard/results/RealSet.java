package oddboard.results;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import oddboard.demo.DemoImages;
import oddboard.detector.ImageShape;
import oddboard.detector.ImageSource;
import oddboard.image.Crop;
import oddboard.image.ImageDecoder;
import oddboard.image.RasterImage;
import oddboard.image.Resizer;

/** A set in the folder form, read into memory as the import would store it. */
record RealSet(Images train, Images test, boolean[] anomalous, byte[][] masks) {
    record Images(List<byte[]> list, ImageShape shape) implements ImageSource {
        @Override
        public int count() {
            return list.size();
        }

        @Override
        public void read(int index, ByteBuffer to) {
            to.put(list.get(index));
        }
    }

    static RealSet hexNuts() throws IOException {
        var zip = new ByteArrayOutputStream();
        DemoImages.writeZip(zip);
        return read(new ByteArrayInputStream(zip.toByteArray()), new ImageShape(64, 3));
    }

    static RealSet of(Path zip, ImageShape shape) throws IOException {
        try (InputStream in = Files.newInputStream(zip)) {
            return read(in, shape);
        }
    }

    private static RealSet read(InputStream in, ImageShape shape) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        Map<String, byte[]> masks = new HashMap<>();
        try (ZipInputStream zip = new ZipInputStream(in)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                String name = entry.getName();
                if (!name.endsWith(".png")) {
                    continue;
                }
                RasterImage image =
                        ImageDecoder.decode(zip.readAllBytes(), "set", name).pixels();
                if (name.startsWith("ground_truth/")) {
                    masks.put(
                            name.replace("ground_truth/", "test/").replace("_mask.png", ".png"),
                            unpacked(Resizer.bits(image, Crop.SQUARE, 1, shape.size()), shape.size()));
                } else {
                    files.put(
                            name,
                            Resizer.square(image.withChannels(shape.channels()), Crop.SQUARE, 1, shape.size())
                                    .data());
                }
            }
        }
        List<byte[]> train = new ArrayList<>();
        List<byte[]> test = new ArrayList<>();
        List<String> names = new ArrayList<>();
        files.forEach((name, pixels) -> {
            if (name.startsWith("train/")) {
                train.add(pixels);
            } else {
                test.add(pixels);
                names.add(name);
            }
        });
        boolean[] anomalous = new boolean[test.size()];
        byte[][] known = new byte[test.size()][];
        for (int i = 0; i < anomalous.length; i++) {
            anomalous[i] = !names.get(i).startsWith("test/good/");
            known[i] = masks.get(names.get(i));
        }
        return new RealSet(new Images(train, shape), new Images(test, shape), anomalous, known);
    }

    private static byte[] unpacked(byte[] bits, int size) {
        byte[] mask = new byte[size * size];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = (byte) (bits[i >> 3] >> (7 - (i & 7)) & 1);
        }
        return mask;
    }
}
