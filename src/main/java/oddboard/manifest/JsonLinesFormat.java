package oddboard.manifest;

import static oddboard.manifest.ManifestFaults.fault;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import oddboard.common.PlainText;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An object a line: the manifests of SageMaker Ground Truth and Lookout for Vision ({@code source-ref},
 * {@code <task>-metadata.class-name}, {@code anomaly-mask-ref}), and Hugging Face's {@code metadata.jsonl}
 * ({@code file_name}, {@code label}).
 */
final class JsonLinesFormat implements ManifestFormat {
    private static final List<String> FILE = FieldNames.with(FieldNames.FILE, "source-ref");
    private static final List<String> LABEL = FieldNames.with(FieldNames.LABEL, "anomaly-label");
    private static final List<String> MASK = FieldNames.with(FieldNames.MASK, "anomaly-mask-ref", "mask_file_name");

    @Override
    public String title() {
        return "JSON lines";
    }

    @Override
    public boolean mayBe(String name) {
        return name.toLowerCase(Locale.ROOT).matches("(?s).*\\.(jsonl|ndjson|manifest)");
    }

    @Override
    public @Nullable List<ListedImage> read(byte[] bytes, String file, boolean alone) {
        var lines = new ArrayList<ListedImage>();
        var fileSplit = Split.inName(file);
        int number = 0;
        for (var text : new String(bytes, StandardCharsets.UTF_8).split("\n")) {
            number++;
            if (text.isBlank()) {
                continue;
            }
            var node = JsonNodes.read(text.strip().getBytes(StandardCharsets.UTF_8));
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

    private static ListedImage line(JsonNode node, String name, String where, String file, @Nullable Split fileSplit) {
        var split = FieldNames.split(first(node, FieldNames.SPLIT), file, where);
        var line = ListedImage.of(where, name, split == null ? fileSplit : split, label(node))
                .withGroup(PlainText.spaced(first(node, FieldNames.GROUP)));
        var mask = first(node, MASK);
        return FieldNames.isNone(mask) ? line : line.withMask(new ListedImage.MaskName(mask, background(node)));
    }

    private static LabelWord label(JsonNode node) {
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            var word = JsonNodes.text(field.getValue(), "class-name");
            if (field.getKey().endsWith("-metadata") && !word.isEmpty()) {
                return LabelWord.of(word);
            }
        }
        return FieldNames.typed(LabelWord.of(first(node, LABEL)), first(node, FieldNames.TYPE));
    }

    /** Ground Truth names the color of what is normal; null where it does not. */
    private static @Nullable Integer background(JsonNode node) {
        for (JsonNode color : node.path("anomaly-mask-ref-metadata").path("internal-color-map")) {
            var hex = JsonNodes.text(color, "hex-color");
            if (JsonNodes.text(color, "class-name").equalsIgnoreCase("background") && hex.matches("#[0-9a-fA-F]{6}")) {
                return Integer.parseInt(hex.substring(1), 16);
            }
        }
        return null;
    }

    private static String first(JsonNode node, List<String> names) {
        return names.stream()
                .map(name -> JsonNodes.text(node, name))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
    }
}
