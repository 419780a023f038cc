package oddboard.api;

import java.time.Instant;
import java.util.List;
import oddboard.account.Users;
import oddboard.job.JobQueue;
import oddboard.job.WorkerInfo;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/workers")
class WorkersApi {
    private final JobQueue jobs;
    private final Users users;

    WorkersApi(JobQueue jobs, Users users) {
        this.jobs = jobs;
        this.users = users;
    }

    record WorkerResponse(String id, String host, long pid, List<String> labels, int slots, int busy, String device,
            String version, boolean draining, boolean alive, Instant startedAt, Instant lastHeartbeat) {
        static WorkerResponse of(WorkerInfo w) {
            return new WorkerResponse(w.id(), w.host(), w.pid(), w.labels(), w.slots(), w.busy(), w.device(), w.version(),
                    w.draining(), w.alive(), w.startedAt(), w.lastHeartbeat());
        }
    }

    @GetMapping
    Page<WorkerResponse> list() {
        users.require();
        return Page.all(jobs.workers().stream().map(WorkerResponse::of).toList());
    }
}
