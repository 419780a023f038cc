package oddboard.api.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import oddboard.dataset.Labels;
import tools.jackson.databind.json.JsonMapper;

/**
 * Scores and labels of all test images as a page sorts and filters them itself: a hundred thousand are a megabyte. Little
 * endian: int32 length of the JSON; the JSON, blanks to a multiple of eight; float64 scores; uint16 kinds, 0 = normal,
 * 65,535 = hidden from the reader, 65,534 = unlabeled, else a place in the JSON's {@code types}, from 1.
 */
final class RankingBytes {
    private static final int HIDDEN = 0xffff;
    private static final int UNLABELED = HIDDEN - 1;
    private static final int MAX_KINDS = UNLABELED - 1;

    private RankingBytes() {}

    private record Head(int count, int labelSet, List<String> types) {}

    static byte[] of(double[] scores, Labels labels, JsonMapper json) {
        List<String> types = new ArrayList<>();
        char[] kinds = kinds(labels, scores.length, types);
        byte[] head = json.writeValueAsBytes(new Head(scores.length, labels.number(), types));
        int padded = (4 + head.length + 7) / 8 * 8 - 4;
        ByteBuffer bytes = ByteBuffer.allocate(4 + padded + 10 * scores.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(padded).put(Arrays.copyOf(head, padded));
        Arrays.fill(bytes.array(), 4 + head.length, 4 + padded, (byte) ' ');
        for (double score : scores) {
            bytes.putDouble(score);
        }
        for (char kind : kinds) {
            bytes.putChar(kind);
        }
        return bytes.array();
    }

    private static char[] kinds(Labels labels, int count, List<String> types) {
        Map<String, Integer> known = new HashMap<>();
        char[] kinds = new char[count];
        for (int i = 0; i < count; i++) {
            if (labels.isHidden(i)) {
                kinds[i] = HIDDEN;
            } else if (labels.isUnlabeled(i)) {
                kinds[i] = UNLABELED;
            } else if (labels.anomalous()[i]) {
                String type = labels.words(i);
                Integer kind = known.get(type);
                if (kind == null && types.size() < MAX_KINDS) {
                    types.add(type);
                    kind = types.size();
                    known.put(type, kind);
                }
                kinds[i] = (char) (kind == null ? MAX_KINDS : kind);
            }
        }
        return kinds;
    }
}
