package oddboard.scoring.ui;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import oddboard.dataset.Dataset;
import oddboard.scoring.Scoring;
import oddboard.scoring.Verdicts;
import org.springframework.stereotype.Component;

/** Types of anomalies that a reviewer can choose: those of the data set, and those that reviewers have named. */
@Component
class ReviewTypes {
    private static final int MOST = 12;
    private static final Set<String> NO_TYPES = Set.of("good", "anomalous", "good (anomalous)");
    private final Verdicts verdicts;

    ReviewTypes(Verdicts verdicts) {
        this.verdicts = verdicts;
    }

    List<String> of(Scoring scoring, Dataset dataset) {
        Set<String> types = new TreeSet<>(verdicts.types(scoring.id()));
        dataset.ready()
                .ifPresent(version -> types.addAll(version.report().types().keySet()));
        types.removeAll(NO_TYPES);
        return types.stream().limit(MOST).toList();
    }
}
