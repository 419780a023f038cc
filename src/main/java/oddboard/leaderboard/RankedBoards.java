package oddboard.leaderboard;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import oddboard.dataset.LabelPart;
import oddboard.dataset.VersionId;
import oddboard.leaderboard.Leaderboard.Entry;
import org.jspecify.annotations.Nullable;

/** The boards that were requested last, as long as nothing on them has changed: open pages share their entries. */
final class RankedBoards {
    private static final int MAX_ENTRIES = 50_000;
    private static final Comparator<Entry> BEST_FIRST = Comparator.comparing(
                    Entry::auroc, Comparator.nullsLast(Comparator.<Double>reverseOrder()))
            .thenComparing(e -> e.id().submission())
            .thenComparing(e -> e.id().value());

    private final Map<Key, Kept> kept = new LinkedHashMap<>(16, 0.75f, true);
    private int size;

    /** @param labelSet 0 = the newest */
    record Key(VersionId version, int labelSet, LabelPart part) {}

    /** @param entries best first; {@code ranks} are theirs */
    record Ranked(List<Entry> entries, Map<EntryId, Integer> ranks) {}

    private record Kept(String stamp, Ranked ranked) {}

    /**
     * Read outside of the lock: two at once may both read it, and none waits for another's.
     *
     * @param stamp requested before {@code read} reads, so that a change between the two is read again at the next visit
     */
    Ranked get(Key key, String stamp, Supplier<List<Entry>> read) {
        Ranked found = find(key, stamp);
        if (found == null) {
            found = rank(read.get());
            put(key, new Kept(stamp, found));
        }
        return found;
    }

    private synchronized @Nullable Ranked find(Key key, String stamp) {
        Kept found = kept.get(key);
        return found != null && found.stamp.equals(stamp) ? found.ranked : null;
    }

    private synchronized void put(Key key, Kept now) {
        Kept before = kept.put(key, now);
        size += now.ranked.entries.size() - (before == null ? 0 : before.ranked.entries.size());
        var oldest = kept.entrySet().iterator();
        while (size > MAX_ENTRIES && oldest.hasNext()) {
            size -= oldest.next().getValue().ranked.entries.size();
            oldest.remove();
        }
    }

    /** Equal AUCs share a rank. */
    private static Ranked rank(List<Entry> unranked) {
        List<Entry> entries = new ArrayList<>(unranked.size());
        Map<String, String> words = new HashMap<>();
        for (Entry entry : unranked.stream().sorted(BEST_FIRST).toList()) {
            Entry last = entries.isEmpty() ? null : entries.getLast();
            boolean equal = last != null && Objects.equals(last.auroc(), entry.auroc());
            entries.add(entry.at(equal && last != null ? last.rank() : entries.size() + 1)
                    .sharing(word -> words.computeIfAbsent(word, w -> w)));
        }
        return new Ranked(List.copyOf(entries), entries.stream().collect(Collectors.toMap(Entry::id, Entry::rank)));
    }
}
