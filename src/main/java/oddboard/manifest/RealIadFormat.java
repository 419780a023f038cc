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
    public @Nullable List<Line> read(byte[] bytes, String file, boolean alone) {
        var root = Json.read(bytes);
        if (root == null || !root.path("train").isArray() || !root.path("test").isArray()) {
            return null;
        }
        var normal = Json.text(root.path("meta"), "normal_class");
        var lines = new ArrayList<Line>();
        add(lines, root.path("train"), Split.TRAIN, normal);
        add(lines, root.path("test"), Split.TEST, normal);
        return lines.isEmpty() || lines.stream().anyMatch(line -> line.image().isEmpty()) ? null : lines;
    }

    private static void add(List<Line> lines, JsonNode list, Split split, String normal) {
        int number = 0;
        for (var node : list) {
            number++;
            var kind = Json.text(node, "anomaly_class");
            var label = kind.equals(normal) && !normal.isEmpty() ? LabelWord.NORMAL : LabelWord.of(kind);
            var line = Line.of(
                            "image " + number + " of " + split.name().toLowerCase(Locale.ROOT),
                            Json.text(node, "image_path"),
                            split,
                            label)
                    .withProduct(Json.text(node, "category"));
            var mask = Json.text(node, "mask_path");
            lines.add(mask.isEmpty() ? line : line.withMask(new Line.MaskName(mask, null)));
        }
    }
}
