package oddboard.leaderboard;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import oddboard.dataset.LabelPart;
import oddboard.dataset.Labels;
import oddboard.leaderboard.Leaderboard.Entry;
import oddboard.metric.AucResolution;
import oddboard.metric.DeLong;

/** What differences boards can show. What was found is remembered: scores and a label set never change. */
final class Resolutions {
    private static final int REMEMBERED = 1000;

    private final Function<Collection<EntryId>, Map<EntryId, double[]>> scores;
    private final Map<Key, Resolution> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Resolution> eldest) {
            return size() > REMEMBERED;
        }
    };

    private record Key(List<EntryId> best, int labelSet, LabelPart part) {}

    Resolutions(Function<Collection<EntryId>, Map<EntryId, double[]>> scores) {
        this.scores = scores;
    }

    /** Of a board that has at least one AUC. */
    Resolution of(Leaderboard board, Labels labels) {
        List<EntryId> best = board.entries().stream()
                .filter(e -> e.auroc() != null)
                .limit(Resolution.MAX_ENTRIES)
                .map(Entry::id)
                .toList();
        Key key = new Key(best, board.entries().getFirst().metrics().labelSet(), board.part());
        synchronized (known) {
            Resolution before = known.get(key);
            if (before != null) {
                return before;
            }
        }
        Resolution found = of(best, labels);
        synchronized (known) {
            known.put(key, found);
        }
        return found;
    }

    private Resolution of(List<EntryId> best, Labels labels) {
        boolean[] flags = labels.evaluating().anomalous();
        int anomalous = 0;
        for (boolean flag : flags) {
            anomalous += flag ? 1 : 0;
        }
        List<DeLong.Against> models = new ArrayList<>();
        scores.apply(best).values().stream()
                .filter(all -> all.length == labels.anomalous().length)
                .forEach(all -> models.add(DeLong.against(labels.evaluated(all), flags)));
        return new Resolution(flags.length - anomalous, anomalous, models.size(), AucResolution.of(models));
    }
}
