package oddboard.api.job;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import oddboard.account.User;
import oddboard.account.Users;
import oddboard.common.NotFoundException;
import oddboard.job.Job;
import oddboard.job.JobId;
import oddboard.job.JobQueue;
import oddboard.job.JobState;
import oddboard.job.JobSubject;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Jobs as whoever calls may see them: those who see what a job works on, and who started it. */
@Component
class VisibleJobs {
    private final JobQueue jobs;
    private final List<JobSubject> subjects;
    private final Users users;

    VisibleJobs(JobQueue jobs, List<JobSubject> subjects, Users users) {
        this.jobs = jobs;
        this.subjects = subjects;
        this.users = users;
    }

    /** @throws NotFoundException where it isn't there for the caller */
    Job job(long id) {
        return jobs.find(new JobId(id))
                .filter(job -> seen(List.of(job), users.require()).contains(job.id()))
                .orElseThrow(() -> new NotFoundException("There is no job " + id + "."));
    }

    /** Newest first; asks for more until there are enough, since some are not the caller's to see. */
    List<Job> list(
            Collection<JobState> states,
            @Nullable String kind,
            @Nullable String label,
            boolean own,
            long before,
            int limit) {
        User viewer = users.require();
        List<Job> found = new ArrayList<>();
        long from = before;
        while (found.size() < limit) {
            List<Job> some = jobs.list(states, kind, label, own ? viewer.id() : null, new JobId(from), limit);
            Set<JobId> seen = seen(some, viewer);
            some.stream()
                    .filter(job -> seen.contains(job.id()))
                    .limit(limit - found.size())
                    .forEach(found::add);
            if (some.size() < limit) {
                break;
            }
            from = some.getLast().id().value();
        }
        return found;
    }

    /** Whoever started a job sees it too, unless they may no longer see what it works on. */
    private Set<JobId> seen(List<Job> some, User viewer) {
        if (viewer.isAdmin()) {
            return some.stream().map(Job::id).collect(Collectors.toSet());
        }
        Set<JobId> seen = new HashSet<>();
        for (JobSubject subject : subjects) {
            Set<JobId> its = some.stream()
                    .filter(job -> job.request().kind().equals(subject.kind()))
                    .map(Job::id)
                    .collect(Collectors.toSet());
            if (!its.isEmpty()) {
                seen.addAll(subject.find(its, viewer).keySet());
            }
        }
        some.stream()
                .filter(job -> job.request().by().equals(viewer.id()) && !seen.contains(job.id()))
                .filter(job -> subjects.stream()
                        .noneMatch(s -> s.kind().equals(job.request().kind()) && s.hides(job.id(), viewer)))
                .map(Job::id)
                .forEach(seen::add);
        return seen;
    }
}
