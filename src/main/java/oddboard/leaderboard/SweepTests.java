package oddboard.leaderboard;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import oddboard.account.User;
import oddboard.dataset.VersionId;
import oddboard.leaderboard.Leaderboard.Entry;
import oddboard.sweep.SweepResults.Combination;
import oddboard.sweep.SweepTies;
import org.springframework.stereotype.Component;

/** Combinations of a sweep tested as entries of a board are, by the mean over their seeds. */
@Component
class SweepTests implements SweepTies {
    private final Leaderboards leaderboards;

    SweepTests(Leaderboards leaderboards) {
        this.leaderboards = leaderboards;
    }

    @Override
    public Found of(List<Combination> combinations, User viewer) {
        Map<VersionId, List<Combination>> byVersion = combinations.stream()
                .filter(one -> one.mean() != null)
                .collect(Collectors.groupingBy(Combination::version, LinkedHashMap::new, Collectors.toList()));
        Set<Integer> tested = new HashSet<>();
        Set<Integer> tied = new HashSet<>();
        byVersion.forEach((version, some) -> test(version, some, viewer, tested, tied));
        return new Found(Set.copyOf(tested), Set.copyOf(tied));
    }

    private void test(VersionId version, List<Combination> some, User viewer, Set<Integer> tested, Set<Integer> tied) {
        int last = some.stream().mapToInt(Combination::round).max().orElse(0);
        Leaderboard board = leaderboards.of(version, viewer);
        Map<EntryId, Entry> entries =
                board.entries().stream().collect(Collectors.toMap(Entry::id, Function.identity()));
        List<Contender> ranked = new ArrayList<>();
        Map<EntryId, Integer> numbers = new HashMap<>();
        some.stream()
                .filter(one -> one.round() == last)
                .sorted(Comparator.comparing(Combination::mean, Comparator.nullsLast(Comparator.reverseOrder())))
                .forEach(one -> {
                    List<Entry> runs = entries(one, entries);
                    if (runs.size() == one.n()) {
                        ranked.add(new Contender(ranked.size() + 1, runs));
                        numbers.put(runs.getFirst().id(), one.number());
                    }
                });
        if (ranked.isEmpty()) {
            return;
        }
        Ties.Found found = leaderboards.ties(version, ranked, board.part(), viewer);
        EntryId best = ranked.getFirst().id();
        for (Contender one : ranked.subList(1, ranked.size())) {
            Boolean same = found.isTiedWith(best, one.id());
            if (same != null) {
                tested.add(Objects.requireNonNull(numbers.get(one.id())));
            }
            if (Boolean.TRUE.equals(same)) {
                tied.add(Objects.requireNonNull(numbers.get(one.id())));
            }
        }
    }

    /** Fewer than it counts where a run was deleted or evaluated just now. */
    private static List<Entry> entries(Combination one, Map<EntryId, Entry> all) {
        return one.runs().stream()
                .filter(run -> run.plan().round() == one.round() && run.auroc() != null)
                .map(run -> Objects.requireNonNull(run.run()))
                .map(run -> all.get(EntryId.of(run.id())))
                .filter(Objects::nonNull)
                .filter(entry -> entry.auroc() != null)
                .toList();
    }
}
