package oddboard.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Real-IAD: {@code meta} with {@code normal_class}, and lists {@code train} and {@code test} of image and mask paths. */
final class RealIadFormat implements ManifestFormat {
    @Override
    public String title() {
        return "Real-IAD";
    }

    @Override
    public boolean mayBe(String name) {
        return name.toLowerCase(Locale.ROOT).endsWith(".json");
    }

    @Override
    public @Nullable List<ListedImage> read(byte[] bytes, String file, boolean alone) {
        var root = JsonNodes.read(bytes);
        if (root == null || !root.path("train").isArray() || !root.path("test").isArray()) {
            return null;
        }
        var normal = JsonNodes.text(root.path("meta"), "normal_class");
        var lines = new ArrayList<ListedImage>();
        add(lines, root.path("train"), Split.TRAIN, normal);
        add(lines, root.path("test"), Split.TEST, normal);
        return lines.isEmpty() || lines.stream().anyMatch(line -> line.image().isEmpty()) ? null : lines;
    }

    private static void add(List<ListedImage> lines, JsonNode list, Split split, String normal) {
        int number = 0;
        for (var node : list) {
            number++;
            var kind = JsonNodes.text(node, "anomaly_class");
            var label = kind.equals(normal) && !normal.isEmpty() ? LabelWord.NORMAL : LabelWord.of(kind);
            var line = ListedImage.of(
                            "image " + number + " of " + split.name().toLowerCase(Locale.ROOT),
                            JsonNodes.text(node, "image_path"),
                            split,
                            label)
                    .withProduct(JsonNodes.text(node, "category"));
            var mask = JsonNodes.text(node, "mask_path");
            lines.add(mask.isEmpty() ? line : line.withMask(new ListedImage.MaskName(mask, null)));
        }
    }
}
