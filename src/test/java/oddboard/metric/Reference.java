package oddboard.metric;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** One line of reference.csv, which reference.py made from the definitions in exact fractions. */
record Reference(String name, double[] a, double[] b, boolean[] anomalous, double[] expected) {

    static final int AUC = 0;
    static final int VARIANCE = 1;
    static final int LOW = 2;
    static final int HIGH = 3;
    static final int AP = 4;
    static final int AUC_B = 5;
    static final int Z = 6;
    static final int P = 7;

    static List<Reference> all() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(Reference.class.getResourceAsStream("reference.csv")),
                StandardCharsets.UTF_8))) {
            return lines.lines().skip(1).map(Reference::parse).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Reference parse(String line) {
        String[] fields = line.split(",");
        boolean[] labels = new boolean[fields[3].length()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = fields[3].charAt(i) == '1';
        }
        return new Reference(
                fields[0],
                numbers(fields[1]),
                numbers(fields[2]),
                labels,
                Arrays.stream(fields).skip(4).mapToDouble(Double::parseDouble).toArray());
    }

    private static double[] numbers(String text) {
        return Arrays.stream(text.split(" ")).mapToDouble(Double::parseDouble).toArray();
    }

    double expected(int field) {
        return expected[field];
    }

    @Override
    public String toString() {
        return name;
    }
}
