package oddboard.job.ui;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import oddboard.account.User;
import oddboard.job.Job;
import oddboard.job.JobId;
import oddboard.job.JobSubject;
import oddboard.ui.Html;
import oddboard.ui.MarkupParts;
import org.springframework.stereotype.Service;

/** Names jobs by what they are about, as far as the viewer may know. */
@Service
class Subjects {
    private final List<JobSubject> sources;

    Subjects(List<JobSubject> sources) {
        this.sources = sources;
    }

    /** @param href empty for none */
    record Named(String text, String href) {
        Html html() {
            return href.isEmpty() ? new Html("span").text(text) : MarkupParts.link(href, text);
        }
    }

    private static String capital(String text) {
        return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    Named name(Job job, User viewer) {
        return names(List.of(job), viewer).getOrDefault(job.id(), unnamed(job));
    }

    /** All of them, each module asked once. */
    Map<JobId, Named> names(Collection<Job> jobs, User viewer) {
        Map<JobId, Named> names = new HashMap<>();
        jobs.forEach(job -> names.put(job.id(), unnamed(job)));
        for (JobSubject source : sources) {
            var ids = jobs.stream()
                    .filter(job -> job.request().kind().equals(source.kind()))
                    .map(Job::id)
                    .toList();
            if (!ids.isEmpty()) {
                source.find(ids, viewer)
                        .forEach((id, subject) -> names.put(id, new Named(capital(subject.text()), subject.href())));
            }
        }
        return names;
    }

    /** What it is called for those who may not see it, and when it has been deleted. */
    static Named unnamed(Job job) {
        return new Named(
                job.request().subject().isEmpty()
                        ? "Job " + job.id() + " (" + job.request().kind() + ")"
                        : capital(job.request().subject()) + " (job " + job.id() + ")",
                "");
    }
}
