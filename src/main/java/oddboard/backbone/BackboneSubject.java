package oddboard.backbone;

import java.util.Optional;
import oddboard.account.User;
import oddboard.job.JobId;
import oddboard.job.JobSubject;
import org.springframework.stereotype.Component;

/** Names a self test's job in the queue; everybody sees it. */
@Component
class BackboneSubject implements JobSubject {
    private final BackboneRepository repository;

    BackboneSubject(BackboneRepository repository) {
        this.repository = repository;
    }

    @Override
    public String kind() {
        return Backbones.JOB_KIND;
    }

    @Override
    public Optional<Subject> find(JobId job, User viewer) {
        return repository
                .byJob(job)
                .map(backbone -> new Subject("Self test of backbone " + backbone.name(), BackboneRoutes.ALL));
    }
}
