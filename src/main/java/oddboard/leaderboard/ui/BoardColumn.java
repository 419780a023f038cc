package oddboard.leaderboard.ui;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import oddboard.leaderboard.Leaderboard.Entry;
import oddboard.ui.Format;
import org.jspecify.annotations.Nullable;

/** A column of the board beside rank and name, which are always there. */
enum BoardColumn {
    DETECTOR("detector", "Detector", Entry::detector),
    BY("by", "By", Entry::byName),
    AUC("auc", "AUC", false, e -> e.metrics().auroc(), Format::auc),
    AP("ap", "AP", false, e -> e.metrics().averagePrecision(), Format::auc),
    F1("f1", "Best F1", false, e -> e.metrics().f1(), Format::auc),
    FPR95("fpr95", "FPR at 95 % TPR", true, e -> e.metrics().fprAtTpr95(), Format::auc),
    PARTIAL("pauc", "Partial AUC", false, e -> e.metrics().partialAuc(), Format::auc),
    PIXEL("pixel", "Pixel AUC", false, e -> e.metrics().pixelAuroc(), Format::auc),
    AUPRO("aupro", "AUPRO", false, e -> e.metrics().aupro(), Format::auc),
    AUPRO_5("aupro5", "AUPRO at 5 % FPR", false, e -> e.metrics().auproAtFpr5(), Format::auc),
    SYNTHETIC("synthetic", "Synthetic defects", false, e -> e.labelFree().syntheticAuroc(), Format::auc),
    AGREEMENT("agreement", "Agreement", false, e -> e.labelFree().agreement(), Format::auc),
    RATE("rate", "Images/s", false, Entry::imagesPerSecond, Format::number),
    TIME("time", "Train time", true, e -> e.trainSeconds() > 0 ? e.trainSeconds() : null, Format::duration),
    PARAMETERS("parameters", "Parameters", true, e -> number(e.parameterCount()), p -> Format.count((long) p)),
    SEED("seed", "Seed", true, e -> number(e.seed()), s -> Long.toString((long) s)),
    /** A column for each of them. */
    SETTINGS("settings", "Settings that differ", e -> ""),
    TAGS("tags", "Tags", e -> String.join(", ", e.tags())),
    CREATED("created", "Created", false, e -> (double) e.createdAt().getEpochSecond(), s -> "");

    static final List<BoardColumn> DEFAULT = List.of(DETECTOR, BY, AUC, AP, RATE, TIME);

    /** Of a board without an AUC. */
    static final List<BoardColumn> DEFAULT_WITHOUT_LABELS =
            List.of(DETECTOR, BY, AUC, AP, SYNTHETIC, AGREEMENT, RATE, TIME);

    private final String word;
    private final String title;
    private final boolean lowFirst;
    private final @Nullable Function<Entry, @Nullable Double> number;
    private final @Nullable DoubleFunction<String> format;
    private final @Nullable Function<Entry, String> text;

    BoardColumn(String word, String title, Function<Entry, String> text) {
        this.word = word;
        this.title = title;
        this.lowFirst = true;
        this.text = text;
        this.number = null;
        this.format = null;
    }

    BoardColumn(
            String word,
            String title,
            boolean lowFirst,
            Function<Entry, @Nullable Double> number,
            DoubleFunction<String> format) {
        this.word = word;
        this.title = title;
        this.lowFirst = lowFirst;
        this.text = null;
        this.number = number;
        this.format = format;
    }

    private static @Nullable Double number(@Nullable Long whole) {
        return whole == null ? null : (double) whole;
    }

    /** As the address bar spells it. */
    String word() {
        return word;
    }

    String title() {
        return title;
    }

    /** Whether low values are the better ones, or come first as words do. */
    boolean lowFirst() {
        return lowFirst;
    }

    /** Whether there is none without labels of both classes. */
    boolean restsOnLabels() {
        return switch (this) {
            case AUC, AP, F1, FPR95, PARTIAL -> true;
            case DETECTOR,
                    BY,
                    PIXEL,
                    AUPRO,
                    AUPRO_5,
                    SYNTHETIC,
                    AGREEMENT,
                    RATE,
                    TIME,
                    PARAMETERS,
                    SEED,
                    SETTINGS,
                    TAGS,
                    CREATED -> false;
        };
    }

    boolean isMetric() {
        return number != null && this != CREATED;
    }

    /** Null for a column of words, and where the entry has no such metric. */
    @Nullable Double number(Entry entry) {
        return number == null ? null : number.apply(entry);
    }

    String text(Entry entry) {
        if (this == CREATED) {
            return Format.ago(entry.createdAt());
        }
        return text != null ? text.apply(entry) : text(number(entry));
    }

    String text(@Nullable Double metric) {
        return metric == null || format == null ? "–" : format.apply(metric);
    }

    static Optional<BoardColumn> byWord(String word) {
        return Arrays.stream(values()).filter(c -> c.word.equals(word)).findFirst();
    }

    static List<BoardColumn> byWords(List<String> words) {
        return words.stream().flatMap(w -> byWord(w).stream()).distinct().toList();
    }

    static List<String> words(List<BoardColumn> columns) {
        return columns.stream().map(BoardColumn::word).toList();
    }
}
