package oddboard.manifest;

import static oddboard.manifest.ManifestFaults.fault;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import oddboard.common.ShortText;
import oddboard.dataset.ImageLabel;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An object a line: the manifests of SageMaker Ground Truth and Lookout for Vision ({@code source-ref},
 * {@code <task>-metadata.class-name}, {@code anomaly-mask-ref}), and Hugging Face's {@code metadata.jsonl}
 * ({@code file_name}, {@code label}).
 */
final class JsonLinesFormat implements ManifestFormat {
    private static final List<String> FILE =
            List.of("source-ref", "file_name", "filename", "file", "image", "image_path", "path");
    private static final List<String> SPLIT = List.of("split", "subset");

    @Override
    public String title() {
        return "JSON lines";
    }

    @Override
    public boolean mayBe(String name) {
        return name.toLowerCase(Locale.ROOT).matches("(?s).*\\.(jsonl|ndjson|manifest)");
    }

    @Override
    public @Nullable List<Line> read(byte[] bytes, String file, boolean alone) {
        var lines = new ArrayList<Line>();
        var fileSplit = Split.inName(file);
        int number = 0;
        for (var text : new String(bytes, StandardCharsets.UTF_8).split("\n")) {
            number++;
            if (text.isBlank()) {
                continue;
            }
            var node = Json.read(text.strip().getBytes(StandardCharsets.UTF_8));
            var name = node == null || !node.isObject() ? "" : first(node, FILE);
            if (node == null || name.isEmpty()) {
                if (lines.isEmpty()) {
                    return null;
                }
                throw fault(file, "line " + number + " is no JSON object that names a file");
            }
            lines.add(line(node, name, "line " + number, file, fileSplit));
        }
        return lines.isEmpty() ? null : lines;
    }

    private static Line line(JsonNode node, String name, String where, String file, @Nullable Split fileSplit) {
        var part = first(node, SPLIT);
        var split = Split.of(part);
        if (!part.isEmpty() && split == null) {
            throw fault(
                    file,
                    where + " has the split \"" + ShortText.of(part, 80) + "\"; splits are train, validation and test");
        }
        var line = Line.of(where, name, split == null ? fileSplit : split, label(node))
                .withGroup(first(node, List.of("group", "group_id")).replaceAll("\\p{Cntrl}", " "));
        var mask = first(node, List.of("anomaly-mask-ref", "mask", "mask_path", "mask_file_name"));
        return mask.isEmpty() ? line : line.withMask(new Line.MaskName(mask, background(node)));
    }

    private static LabelWord label(JsonNode node) {
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            var word = Json.text(field.getValue(), "class-name");
            if (field.getKey().endsWith("-metadata") && !word.isEmpty()) {
                return LabelWord.of(word);
            }
        }
        var label = LabelWord.of(first(node, List.of("label", "anomaly-label", "class")));
        var type = Json.text(node, "type");
        return type.isEmpty() || label.label() != ImageLabel.ANOMALOUS ? label : new LabelWord(label.label(), type);
    }

    /** Ground Truth names the color of what is normal; null where it does not. */
    private static @Nullable Integer background(JsonNode node) {
        for (JsonNode color : node.path("anomaly-mask-ref-metadata").path("internal-color-map")) {
            var hex = Json.text(color, "hex-color");
            if (Json.text(color, "class-name").equalsIgnoreCase("background") && hex.matches("#[0-9a-fA-F]{6}")) {
                return Integer.parseInt(hex.substring(1), 16);
            }
        }
        return null;
    }

    private static String first(JsonNode node, List<String> names) {
        return names.stream()
                .map(name -> Json.text(node, name))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
    }
}
