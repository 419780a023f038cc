package oddboard.run;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import oddboard.account.User;
import oddboard.run.RunQuery.States;
import org.springframework.stereotype.Service;

/** Finds runs among tens of thousands; a run is found by whoever sees its data set. */
@Service
public class RunSearch {
    private final RunSearchRepository search;
    private final RunRepository runs;
    private final RunJobs jobs;

    RunSearch(RunSearchRepository search, RunRepository runs, RunJobs jobs) {
        this.search = search;
        this.runs = runs;
        this.jobs = jobs;
    }

    /** The first of those that fit, in the query's order. */
    public List<FoundRun> find(RunQuery query, int limit, User viewer) {
        return find(query, 0, limit, viewer);
    }

    /** @param offset so many that come first are left out */
    public List<FoundRun> find(RunQuery query, long offset, int limit, User viewer) {
        var places = search.find(query, viewer, offset, limit);
        if (places.isEmpty()) {
            return List.of();
        }
        Map<RunId, Run> found =
                jobs
                        .withJobs(runs.list(places.stream()
                                .map(RunSearchRepository.Place::run)
                                .toList()))
                        .stream()
                        .collect(Collectors.toMap(Run::id, Function.identity()));
        return places.stream()
                .flatMap(p -> Stream.ofNullable(found.get(p.run()))
                        .map(run -> new FoundRun(run, p.dataset(), p.datasetName(), p.version())))
                .toList();
    }

    /** How many fit in each state, whichever states the query asks for. */
    public Map<States, Integer> counts(RunQuery query, User viewer) {
        return search.counts(query, viewer);
    }

    /** By name, of all runs that the query is over. */
    public List<String> tags(RunQuery query, User viewer) {
        return search.tags(query, viewer);
    }

    /** By name, who started any of the runs that the query is over. */
    public List<String> people(RunQuery query, User viewer) {
        return search.people(query, viewer);
    }
}
