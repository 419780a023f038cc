package oddboard.scoring;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;

/** How the images of scorings compare to those that their models were trained on. */
@Service
public class Drifts {
    private final DriftRepository repository;

    Drifts(DriftRepository repository) {
        this.repository = repository;
    }

    /** Empty until the scoring has ended, and for those that older workers did. */
    public Optional<Drift> of(Scoring scoring) {
        return Optional.ofNullable(
                repository.find(java.util.List.of(scoring.id())).get(scoring.id()));
    }

    /** Of those that have it. */
    public Map<ScoringId, Drift> find(Collection<ScoringId> ids) {
        return repository.find(ids);
    }
}
