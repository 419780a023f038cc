package oddboard.sweep.ui;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import oddboard.dataset.VersionId;
import oddboard.run.ui.SettingText;
import oddboard.sweep.SweepResults.Combination;

/** Version, detector and settings, as far as they differ between combinations. */
record SweepColumns(List<String> settings, boolean detector, boolean version, Map<VersionId, String> versions) {
    static SweepColumns of(List<Combination> combinations, Map<VersionId, String> versions) {
        Map<String, Set<Object>> values = new LinkedHashMap<>();
        for (Combination one : combinations) {
            one.settings()
                    .forEach((name, value) ->
                            values.computeIfAbsent(name, n -> new HashSet<>()).add(value));
        }
        long some = combinations.stream().map(Combination::detector).distinct().count();
        return new SweepColumns(
                values.entrySet().stream()
                        .filter(e -> e.getValue().size() > 1)
                        .map(Map.Entry::getKey)
                        .toList(),
                some > 1,
                combinations.stream().map(Combination::version).distinct().count() > 1,
                versions);
    }

    List<String> titles() {
        List<String> titles = new ArrayList<>();
        if (version) {
            titles.add("Data set");
        }
        if (detector) {
            titles.add("Detector");
        }
        settings.forEach(name -> titles.add(SettingText.label(name)));
        if (titles.isEmpty()) {
            titles.add("Settings");
        }
        return titles;
    }

    List<String> texts(Combination one) {
        List<String> texts = new ArrayList<>();
        if (version) {
            texts.add(versions.getOrDefault(one.version(), "–"));
        }
        if (detector) {
            texts.add(one.detector());
        }
        settings.forEach(name -> texts.add(
                one.settings().containsKey(name)
                        ? SettingText.value(one.settings().get(name))
                        : "–"));
        if (texts.isEmpty()) {
            texts.add("as they are");
        }
        return texts;
    }
}
