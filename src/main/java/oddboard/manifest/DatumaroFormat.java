package oddboard.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import oddboard.dataset.ImageLabel;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Datumaro: {@code items} with {@code annotations} of kinds label and polygon; the file's name is the split. */
final class DatumaroFormat implements ManifestFormat {
    @Override
    public String title() {
        return "Datumaro";
    }

    @Override
    public boolean mayBe(String name) {
        return name.toLowerCase(Locale.ROOT).endsWith(".json");
    }

    @Override
    public @Nullable List<ListedImage> read(byte[] bytes, String file, boolean alone) {
        var root = JsonNodes.read(bytes);
        if (root == null
                || !root.path("items").isArray()
                || !root.path("categories").isObject()) {
            return null;
        }
        var names = root.path("categories").path("label").path("labels");
        var split = Split.inName(file);
        var lines = new ArrayList<ListedImage>();
        for (var item : root.path("items")) {
            lines.add(line(item, names, split, file));
        }
        return lines.isEmpty() ? null : lines;
    }

    private static ListedImage line(JsonNode item, JsonNode names, @Nullable Split split, String file) {
        var id = JsonNodes.text(item, "id");
        var image = item.has("image") ? item.path("image") : item.path("media");
        var path = JsonNodes.text(image, "path");
        var name = path.isEmpty() ? id : path;
        int height = image.path("size").path(0).asInt(0);
        int width = image.path("size").path(1).asInt(0);
        var label = LabelWord.NONE;
        var polygons = new ArrayList<double[]>();
        for (var annotation : item.path("annotations")) {
            var word = LabelWord.of(
                    JsonNodes.text(names.path(annotation.path("label_id").asInt(-1)), "name"));
            if (label.label() != ImageLabel.ANOMALOUS && word.label() != ImageLabel.UNLABELED) {
                label = word;
            }
            if (JsonNodes.text(annotation, "type").equals("polygon") && word.label() == ImageLabel.ANOMALOUS) {
                polygons.add(Shapes.points(annotation.path("points"), file + ": the outline of " + name));
            }
        }
        boolean drawn =
                !polygons.isEmpty() && width > 0 && height > 0 && (long) width * height <= MaskDrawing.MAX_PIXELS;
        return new ListedImage(
                "item " + id,
                name,
                split,
                label,
                "",
                "",
                List.of(),
                drawn
                        ? List.of(
                                new MaskDrawing(file + ", the outline of " + name, width, height, polygons, List.of()))
                        : List.of());
    }
}
