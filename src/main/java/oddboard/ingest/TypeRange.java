package oddboard.ingest;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import oddboard.common.InputException;
import oddboard.image.RangeRule;
import oddboard.image.RangeRule.Kind;
import oddboard.image.ValueRange;
import oddboard.image.ValueStatistics;
import oddboard.image.ValueType;
import oddboard.ingest.ValueRanges.Part;
import org.jspecify.annotations.Nullable;

/** The range of all images or arrays of one type, found by a vote: each says in which range it looks to be. */
final class TypeRange {
    /** An image whose brightest value is less than this part of the range is black to the eye. */
    private static final double BLACK = 0x1p-7;

    private final ValueType type;
    private final List<Part> parts = new ArrayList<>();
    private final List<Part> taken = new ArrayList<>();
    private final List<Part> dark = new ArrayList<>();
    private ValueRange range;

    TypeRange(ValueType type) {
        this.type = type;
        this.range = type.whole();
    }

    void add(Part part) {
        parts.add(part);
    }

    ValueRange range() {
        return range;
    }

    static String key(String file, String entry) {
        return file + "\n" + entry;
    }

    /** Takes all of them in this range. */
    void take(ValueRange fixed) {
        range = fixed;
        taken.addAll(parts);
        parts.stream().filter(this::isBlack).forEach(dark::add);
    }

    /** @return the faults of those that can't be taken, by {@link #key} */
    Map<String, InputException> decide() {
        var kinds = new LinkedHashMap<Part, Kind>();
        parts.forEach(part ->
                kinds.put(part, RangeRule.of(type, part.measured().values()).kind()));
        var winner = winner(kinds);
        var faults = new LinkedHashMap<String, InputException>();
        if (winner == null) {
            parts.forEach(part -> faults.put(key(part.file(), part.entry()), disagreeing(part, kinds)));
            return faults;
        }
        boolean some = winner != Kind.BINARY && winner != Kind.UNCLEAR;
        var all = all(parts.stream()
                .filter(part -> !some || kinds.get(part) == winner || kinds.get(part) == Kind.BINARY)
                .toList());
        var verdict = RangeRule.of(type, all);
        range = verdict.range();
        for (var part : parts) {
            boolean unclear = verdict.kind() == Kind.UNCLEAR;
            if (unclear || contradicts(part, kinds.getOrDefault(part, Kind.UNCLEAR))) {
                faults.put(key(part.file(), part.entry()), unclear ? unclear(part) : differing(part));
            } else {
                taken.add(part);
            }
        }
        refuseDarkSplit(true, kinds, faults);
        refuseDarkSplit(false, kinds, faults);
        taken.stream().filter(this::isBlack).forEach(dark::add);
        return faults;
    }

    /** Null where as many look like one kind as like another. */
    private static @Nullable Kind winner(Map<Part, Kind> kinds) {
        var votes = new EnumMap<Kind, Integer>(Kind.class);
        kinds.values().forEach(kind -> votes.merge(kind, 1, Integer::sum));
        var unclear = votes.remove(Kind.UNCLEAR);
        var binary = votes.remove(Kind.BINARY);
        if (votes.isEmpty()) {
            return unclear != null || binary == null ? Kind.UNCLEAR : Kind.BINARY;
        }
        int most = votes.values().stream().mapToInt(n -> n).max().orElse(0);
        var best = votes.entrySet().stream().filter(e -> e.getValue() == most).toList();
        return best.size() > 1 ? null : best.getFirst().getKey();
    }

    private static ValueStatistics all(List<Part> some) {
        return some.stream().map(part -> part.measured().values()).reduce(new ValueStatistics(), ValueStatistics::and);
    }

    private boolean isBlack(Part part) {
        double max = part.measured().values().max();
        return max > 0 && max <= range.to() * BLACK;
    }

    private boolean contradicts(Part part, Kind own) {
        var values = part.measured().values();
        boolean levels = own == Kind.LEVELS && (part.isArray() || type == ValueType.FLOAT);
        return values.shareOutside(range) > RangeRule.FEW
                || isBlack(part) && (levels || own == Kind.UNIT)
                || values.max() > 0 && values.max() * 0x1p16 <= range.to();
    }

    /** One dark image may be so; where all images of a split are, they were meant in another range. */
    private void refuseDarkSplit(boolean train, Map<Part, Kind> kinds, Map<String, InputException> faults) {
        var split = taken.stream()
                .filter(part -> part.train() == train && kinds.get(part) == Kind.LEVELS)
                .toList();
        if (!split.isEmpty() && split.stream().allMatch(this::isBlack)) {
            split.forEach(part -> faults.put(key(part.file(), part.entry()), differing(part)));
            taken.removeAll(split);
        }
    }

    private static InputException fault(Part part, String what) {
        var code = part.isArray() ? "NPY_RANGE" : "IMAGE_RANGE";
        return new InputException(
                code, part.file(), part.entry(), part.name() + " has values from " + words(part) + what + ".");
    }

    private static String words(Part part) {
        var values = part.measured().values();
        return ValueRange.format(values.min()) + " to " + ValueRange.format(values.max());
    }

    private static InputException unclear(Part part) {
        return fault(
                part,
                "; send 0 to 255, whole numbers to 65535, 0 to 1 or -1 to 1, or choose the value range of the import");
    }

    private InputException differing(Part part) {
        return fault(
                part,
                " and others of the same type " + range.words()
                        + "; save all in one range, or choose the value range of the import");
    }

    private static InputException disagreeing(Part part, Map<Part, Kind> kinds) {
        var other = kinds.entrySet().stream()
                .filter(e -> e.getValue() != kinds.get(part) && e.getValue().ordinal() < Kind.UNCLEAR.ordinal())
                .map(Map.Entry::getKey)
                .findFirst();
        return fault(
                part,
                other.map(o -> " and " + o.name() + " from " + words(o)).orElse("")
                        + "; save all in one range, or choose the value range of the import");
    }

    List<String> notes(boolean chosen) {
        var notes = new ArrayList<String>();
        if (taken.isEmpty()) {
            return notes;
        }
        var which = taken.getFirst().isArray()
                ? taken.stream().map(Part::name).distinct().collect(Collectors.joining(" and "))
                : String.format(
                        Locale.ROOT, "%,d %s of %s", taken.size(), taken.size() == 1 ? "image" : "images", type.words);
        var became = range.equals(ValueRange.BYTE) ? " are the gray levels" : " became gray levels from 0 to 255";
        notes.add(which + ": values from " + range.words() + (chosen ? ", as chosen," : "") + became + cutOff(chosen)
                + ".");
        if (!dark.isEmpty()) {
            notes.add((dark.size() == 1 ? "1 of them is" : dark.size() + " of them are")
                    + " black to the eye, with no value above " + ValueRange.format(range.to() * BLACK) + ": "
                    + dark.stream().limit(5).map(Part::name).collect(Collectors.joining(", "))
                    + (dark.size() > 5 ? ", ..." : "") + ".");
        }
        return notes;
    }

    private String cutOff(boolean chosen) {
        var values = all(taken);
        if (values.min() >= range.from() && values.max() <= range.to()) {
            return "";
        }
        long outside = chosen ? 0 : values.outside(range);
        var count = chosen ? "values" : outside == 1 ? "1 value" : String.format(Locale.ROOT, "%,d values", outside);
        return "; " + count + " outside (the least is " + ValueRange.format(values.min()) + ", the greatest "
                + ValueRange.format(values.max()) + ") " + (outside == 1 ? "was" : "were") + " cut off";
    }
}
