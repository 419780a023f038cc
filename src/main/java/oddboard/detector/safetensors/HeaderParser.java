package oddboard.detector.safetensors;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import oddboard.detector.NetworkFileException;

/**
 * Parses the JSON of a header and nothing beside it: an object of tensors, each with {@code dtype}, {@code shape} and
 * {@code data_offsets}, and an object of texts named {@code __metadata__}. Depth is fixed, so no input nests deeper.
 */
final class HeaderParser {
    static final int MAX_TENSORS = 10_000;
    private static final int MAX_NAME = 256;
    private static final int MAX_DIMENSIONS = 8;
    /** Fewer than those of the largest long. */
    private static final int MAX_DIGITS = 18;

    private final String file;
    private final String text;
    private int at;

    HeaderParser(String file, String text) {
        this.file = file;
        this.text = text;
    }

    List<StoredTensor> tensors() {
        List<StoredTensor> tensors = new ArrayList<>();
        Set<String> names = new HashSet<>();
        object(name -> {
            if (!names.add(name)) {
                throw refused("its header names \"" + shown(name) + "\" twice");
            }
            if (name.equals("__metadata__")) {
                metadata();
                return;
            }
            if (tensors.size() == MAX_TENSORS) {
                throw refused("its header has more than " + MAX_TENSORS + " tensors");
            }
            if (name.isEmpty() || name.length() > MAX_NAME) {
                throw refused("its header has a tensor whose name has " + name.length() + " characters; 1 to "
                        + MAX_NAME + " are read");
            }
            tensors.add(tensor(name));
        });
        while (at < text.length() && isSpace(text.charAt(at))) {
            at++;
        }
        if (at < text.length()) {
            throw malformed();
        }
        return tensors;
    }

    private void metadata() {
        Set<String> keys = new HashSet<>();
        object(key -> {
            if (!keys.add(key)) {
                throw refused("its header names \"" + shown(key) + "\" twice");
            }
            string();
        });
    }

    private StoredTensor tensor(String name) {
        var fields = new Fields();
        object(key -> {
            switch (key) {
                case "dtype" -> {
                    requireFresh(name, key, fields.type.isEmpty());
                    fields.type = string();
                    if (NumberType.named(fields.type).isEmpty()) {
                        throw refused("\"" + shown(name) + "\" has the unknown dtype \"" + shown(fields.type) + "\"");
                    }
                }
                case "shape" -> {
                    requireFresh(name, key, !fields.shaped);
                    fields.shaped = true;
                    fields.shape = numbers(name, key, MAX_DIMENSIONS);
                }
                case "data_offsets" -> {
                    requireFresh(name, key, fields.offsets.isEmpty());
                    fields.offsets = numbers(name, key, 2);
                    if (fields.offsets.size() != 2) {
                        throw refused("\"" + shown(name) + "\" has " + fields.offsets.size() + " data_offsets, not 2");
                    }
                }
                default -> throw refused("\"" + shown(name) + "\" has an unknown field \"" + shown(key) + "\"");
            }
        });
        if (fields.type.isEmpty() || !fields.shaped || fields.offsets.isEmpty()) {
            throw refused("\"" + shown(name) + "\" lacks its "
                    + (fields.type.isEmpty() ? "dtype" : fields.shaped ? "data_offsets" : "shape"));
        }
        return new StoredTensor(
                name,
                NumberType.named(fields.type).orElseThrow(),
                fields.shape,
                fields.offsets.get(0),
                fields.offsets.get(1));
    }

    private static final class Fields {
        private String type = "";
        private boolean shaped;
        private List<Long> shape = List.of();
        private List<Long> offsets = List.of();
    }

    private void requireFresh(String name, String key, boolean fresh) {
        if (!fresh) {
            throw refused("\"" + shown(name) + "\" names its " + key + " twice");
        }
    }

    private interface Entry {
        void read(String key);
    }

    private void object(Entry entry) {
        expect('{');
        if (next() == '}') {
            at++;
            return;
        }
        while (true) {
            String key = string();
            expect(':');
            entry.read(key);
            if (next() == '}') {
                at++;
                return;
            }
            expect(',');
        }
    }

    private List<Long> numbers(String name, String key, int most) {
        expect('[');
        List<Long> numbers = new ArrayList<>();
        if (next() == ']') {
            at++;
            return List.of();
        }
        while (true) {
            if (numbers.size() == most) {
                throw refused("\"" + shown(name) + "\" has more than " + most + " numbers as its " + key);
            }
            numbers.add(number(name, key));
            if (next() == ']') {
                at++;
                return List.copyOf(numbers);
            }
            expect(',');
        }
    }

    private long number(String name, String key) {
        char first = next();
        int from = at;
        while (at < text.length() && "+-.0123456789eE".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        String digits = text.substring(from, at);
        if (digits.isEmpty()) {
            throw malformed();
        }
        boolean whole = digits.chars().allMatch(c -> c >= '0' && c <= '9') && (first != '0' || digits.length() == 1);
        if (!whole || digits.length() > MAX_DIGITS) {
            throw refused("\"" + shown(name) + "\" has " + shown(digits) + " in its " + key
                    + ", which is no whole number from 0 to 10^" + MAX_DIGITS);
        }
        return Long.parseLong(digits);
    }

    private String string() {
        expect('"');
        StringBuilder value = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"') {
                return value.toString();
            }
            if (c < ' ') {
                break;
            }
            value.append(c == '\\' ? escaped() : c);
        }
        throw malformed();
    }

    private char escaped() {
        char c = at < text.length() ? text.charAt(at++) : 0;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> {
                String hex = text.substring(at, Math.min(at + 4, text.length()));
                if (!hex.matches("[0-9a-fA-F]{4}")) {
                    throw malformed();
                }
                at += 4;
                yield (char) Integer.parseInt(hex, 16);
            }
            default -> throw malformed();
        };
    }

    private void expect(char c) {
        if (next() != c) {
            throw malformed();
        }
        at++;
    }

    /** The next character that is no space, which stays. */
    private char next() {
        while (at < text.length() && isSpace(text.charAt(at))) {
            at++;
        }
        if (at == text.length()) {
            throw malformed();
        }
        return text.charAt(at);
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }

    private NetworkFileException malformed() {
        return refused("its header is not the JSON of a safetensors file, from character " + (at + 1) + " on");
    }

    private NetworkFileException refused(String what) {
        return new NetworkFileException(file + " can't be read: " + what + ".");
    }

    static String shown(String name) {
        String line = name.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]", "?");
        return line.length() > 80 ? line.substring(0, 80) + "..." : line;
    }
}
