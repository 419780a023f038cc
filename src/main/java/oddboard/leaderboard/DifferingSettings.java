package oddboard.leaderboard;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import oddboard.leaderboard.Leaderboard.Entry;
import oddboard.run.JsonColumns;
import org.jspecify.annotations.Nullable;

/**
 * The settings in which runs of a board differ, the seed aside: those of which two runs that have the setting have two values.
 *
 * @param names in the order of the settings
 */
public record DifferingSettings(List<String> names, Map<String, Map<String, Object>> byRecipe) {

    public static DifferingSettings of(List<Entry> entries) {
        Map<String, Map<String, Object>> byRecipe = new HashMap<>();
        Map<String, Set<Object>> values = new LinkedHashMap<>();
        for (Entry entry : entries) {
            String json = entry.settingsJson();
            if (!json.isEmpty() && !byRecipe.containsKey(entry.recipe())) {
                var settings = JsonColumns.read(json);
                byRecipe.put(entry.recipe(), settings);
                settings.forEach((name, value) ->
                        values.computeIfAbsent(name, n -> new HashSet<>()).add(value));
            }
        }
        return new DifferingSettings(
                values.keySet().stream()
                        .filter(name -> values.getOrDefault(name, Set.of()).size() > 1)
                        .toList(),
                byRecipe);
    }

    /** Null where the entry has no such setting. */
    public @Nullable Object value(Entry entry, String name) {
        return byRecipe.getOrDefault(entry.recipe(), Map.of()).get(name);
    }
}
