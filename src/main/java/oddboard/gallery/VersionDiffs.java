package oddboard.gallery;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import oddboard.account.User;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.Labels;
import oddboard.label.LabelSet;
import oddboard.label.LabelSets;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Compares versions. */
@Service
public class VersionDiffs {
    private static final int EXAMPLES = 12;

    private final ImageHashes hashes;
    private final LabelSets labelSets;

    VersionDiffs(ImageHashes hashes, LabelSets labelSets) {
        this.hashes = hashes;
        this.labelSets = labelSets;
    }

    private record Hash(long high, long low) {}

    /** Both are ready. The first comparison of a large version takes seconds: its images are read. */
    public VersionDiff between(DatasetVersion before, DatasetVersion after, User viewer) throws IOException {
        return new Comparison(before, after, viewer).run();
    }

    private final class Comparison {
        private final DatasetVersion before;
        private final DatasetVersion after;
        private final Labels oldLabels;
        private final Labels newLabels;
        private final Map<Hash, Queue<Integer>> oldTrain = new HashMap<>();
        private final Map<Hash, Queue<Integer>> oldTest = new HashMap<>();
        private final Tally added = new Tally();
        private final Tally removed = new Tally();
        private final Tally relabelled = new Tally();
        private final Tally toTrain = new Tally();
        private final Tally toTest = new Tally();
        private int same;

        Comparison(DatasetVersion before, DatasetVersion after, User viewer) {
            this.before = before;
            this.after = after;
            oldLabels = labelSets.labels(before.id(), LabelSet.NEWEST, viewer);
            newLabels = labelSets.labels(after.id(), LabelSet.NEWEST, viewer);
        }

        VersionDiff run() throws IOException {
            var old = hashes(before);
            for (int i = 0; i < old.length; i++) {
                (i < before.trainCount() ? oldTrain : oldTest)
                        .computeIfAbsent(old[i], h -> new ArrayDeque<>())
                        .add(i);
            }
            var now = hashes(after);
            var left = new ArrayList<Integer>();
            // First those that stayed in their split, so that of equal images none seems to have moved.
            for (int i = 0; i < now.length; i++) {
                boolean train = i < after.trainCount();
                var match = poll(train ? oldTrain : oldTest, now[i]);
                if (match == null) {
                    left.add(i);
                } else if (!train) {
                    compareLabels(match - before.trainCount(), i);
                } else {
                    same++;
                }
            }
            for (int i : left) {
                boolean train = i < after.trainCount();
                if (poll(train ? oldTest : oldTrain, now[i]) != null) {
                    (train ? toTrain : toTest).add(i, "");
                } else {
                    added.add(i, "");
                }
            }
            List.of(oldTrain, oldTest)
                    .forEach(rest -> rest.values().stream()
                            .flatMap(Queue::stream)
                            .sorted()
                            .forEach(i -> removed.add(i, "")));
            return new VersionDiff(
                    before,
                    after,
                    same,
                    added.part(),
                    removed.part(),
                    relabelled.part(),
                    toTrain.part(),
                    toTest.part());
        }

        private void compareLabels(int oldTestImage, int index) {
            int test = index - after.trainCount();
            var then = oldLabels.words(oldTestImage);
            var now = newLabels.words(test);
            if (then.equals(now) || oldLabels.isHidden(oldTestImage) || newLabels.isHidden(test)) {
                same++;
            } else {
                relabelled.add(index, then + " → " + now);
            }
        }

        private static @Nullable Integer poll(Map<Hash, Queue<Integer>> from, Hash hash) {
            var queue = from.get(hash);
            return queue == null ? null : queue.poll();
        }

        private Hash[] hashes(DatasetVersion version) throws IOException {
            var bytes = ByteBuffer.wrap(hashes.of(version.id()));
            var found = new Hash[bytes.capacity() / ImageHashes.LENGTH];
            for (int i = 0; i < found.length; i++) {
                found[i] = new Hash(bytes.getLong(), bytes.getLong());
            }
            return found;
        }
    }

    private static final class Tally {
        private final List<VersionDiff.Example> examples = new ArrayList<>();
        private int count;

        void add(int index, String words) {
            count++;
            if (examples.size() < EXAMPLES) {
                examples.add(new VersionDiff.Example(index, words));
            }
        }

        VersionDiff.Part part() {
            return new VersionDiff.Part(count, List.copyOf(examples));
        }
    }
}
