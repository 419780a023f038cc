package oddboard.manifest;

import static oddboard.manifest.ManifestFaults.fault;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import oddboard.common.ShortText;
import oddboard.dataset.ImageLabel;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * COCO: {@code images}, {@code annotations} with polygons or run lengths, {@code categories}. An image without annotations,
 * or with one of a category called normal, is normal; a box alone gives a label and no mask.
 */
final class CocoFormat implements ManifestFormat {
    @Override
    public String title() {
        return "COCO";
    }

    @Override
    public boolean mayBe(String name) {
        return name.toLowerCase(Locale.ROOT).endsWith(".json");
    }

    @Override
    public @Nullable List<ListedImage> read(byte[] bytes, String file, boolean alone) {
        var root = JsonNodes.read(bytes);
        if (root == null
                || !root.path("images").isArray()
                || !root.path("annotations").isArray()) {
            return null;
        }
        var categories = new HashMap<String, String>();
        root.path("categories")
                .forEach(node -> categories.put(JsonNodes.text(node, "id"), JsonNodes.text(node, "name")));
        var annotations = new HashMap<String, List<JsonNode>>();
        for (var node : root.path("annotations")) {
            annotations
                    .computeIfAbsent(JsonNodes.text(node, "image_id"), id -> new ArrayList<>())
                    .add(node);
        }
        var split = Split.inName(file);
        var lines = new ArrayList<ListedImage>();
        for (var image : root.path("images")) {
            var id = JsonNodes.text(image, "id");
            var name = JsonNodes.text(image, "file_name");
            if (name.isEmpty()) {
                throw fault(file, "image " + ShortText.of(id, 80) + " has no file_name");
            }
            var own = annotations.getOrDefault(id, List.of());
            lines.add(line(image, name, own, categories, file, split));
        }
        return lines.isEmpty() ? null : lines;
    }

    private static ListedImage line(
            JsonNode image,
            String name,
            List<JsonNode> annotations,
            Map<String, String> categories,
            String file,
            @Nullable Split split) {
        var label = LabelWord.NORMAL;
        var polygons = new ArrayList<double[]>();
        var runs = new ArrayList<int[]>();
        int width = image.path("width").asInt(0);
        int height = image.path("height").asInt(0);
        for (var annotation : annotations) {
            var word = LabelWord.of(categories.getOrDefault(JsonNodes.text(annotation, "category_id"), "anomalous"));
            if (word.label() != ImageLabel.ANOMALOUS) {
                continue;
            }
            if (label == LabelWord.NORMAL) {
                label = word;
            }
            var shape = annotation.path("segmentation");
            if (!shape.isMissingNode() && !shape.isEmpty()) {
                if (width < 1 || height < 1 || (long) width * height > MaskDrawing.MAX_PIXELS) {
                    throw fault(file, "image " + ShortText.of(name, 80) + " has no width and height that could be");
                }
                Shapes.add(shape, width, height, polygons, runs, file + ": the outline of " + name);
            }
        }
        var line = ListedImage.of("image " + name, name, split, label);
        return polygons.isEmpty() && runs.isEmpty()
                ? line
                : new ListedImage(
                        line.where(),
                        name,
                        split,
                        label,
                        "",
                        "",
                        List.of(),
                        List.of(new MaskDrawing(file + ", the outline of " + name, width, height, polygons, runs)));
    }
}
