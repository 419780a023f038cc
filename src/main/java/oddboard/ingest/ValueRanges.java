package oddboard.ingest;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import oddboard.common.InputException;
import oddboard.image.ImageDecoder.Measured;
import oddboard.image.ImageDecoder.Ranges;
import oddboard.image.ValueRange;
import oddboard.image.ValueType;
import org.jspecify.annotations.Nullable;

/**
 * Which values of a version's images are black and white: one range for all images of one type, training and test
 * together, so that a darker image stays darker.
 */
final class ValueRanges implements Ranges {
    private final @Nullable Ranges chosen;
    private final Map<ValueType, TypeRange> types = new EnumMap<>(ValueType.class);
    private final Map<String, InputException> faults = new LinkedHashMap<>();

    /** @param chosen what the import's options say; null where the values themselves say it */
    ValueRanges(@Nullable Ranges chosen) {
        this.chosen = chosen;
    }

    /**
     * An array or an image with its values.
     *
     * @param entry "" for an array
     */
    record Part(String file, String entry, boolean train, Measured measured) {
        String name() {
            return entry.isEmpty() ? file : entry + " in " + file;
        }

        boolean isArray() {
            return entry.isEmpty() || entry.endsWith(".npy");
        }
    }

    void add(Part part) {
        types.computeIfAbsent(part.measured.type(), TypeRange::new).add(part);
    }

    /** After the last part. @return the faults of those that can't be taken */
    List<InputException> decide() {
        if (chosen == null) {
            types.values().forEach(type -> faults.putAll(type.decide()));
        } else {
            types.forEach((type, range) -> range.take(chosen.of(type)));
        }
        return List.copyOf(faults.values());
    }

    @Nullable InputException fault(String file, String entry) {
        return faults.get(TypeRange.key(file, entry));
    }

    @Override
    public ValueRange of(ValueType type) {
        if (chosen != null) {
            return chosen.of(type);
        }
        var found = types.get(type);
        return found == null ? type.whole() : found.range();
    }

    /** Of each type that there was; whole after {@link #decide}. */
    Map<ValueType, ValueRange> found() {
        var found = new EnumMap<ValueType, ValueRange>(ValueType.class);
        types.forEach((type, range) -> found.put(type, range.range()));
        return found;
    }

    List<String> notes() {
        var notes = new ArrayList<String>();
        types.values().forEach(type -> notes.addAll(type.notes(chosen != null)));
        if (chosen != null && !chosen.of(ValueType.UINT8).equals(ValueRange.BYTE)) {
            notes.add("Images of 8-bit samples: values from "
                    + chosen.of(ValueType.UINT8).words() + ", as chosen, became gray levels from 0 to 255.");
        }
        return notes;
    }
}
