package oddboard.leaderboard.ui;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import oddboard.run.RunId;
import oddboard.ui.Palette;

/** A colour for each selected run: its own wherever no other selected run has taken it. */
final class RunColors {
    private RunColors() {}

    static Map<RunId, Integer> of(List<RunId> selected) {
        Map<RunId, Integer> colors = new HashMap<>();
        var taken = new HashSet<Integer>();
        for (RunId id : selected) {
            int color = Palette.of(id.value());
            while (taken.size() < Palette.SIZE && taken.contains(color)) {
                color = (color + 1) % Palette.SIZE;
            }
            taken.add(color);
            colors.put(id, color);
        }
        return colors;
    }
}
