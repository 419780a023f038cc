package oddboard.backbone;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.List;
import java.util.Objects;
import oddboard.account.User;
import oddboard.audit.Audit;
import oddboard.common.ConflictException;
import oddboard.common.InputException;
import oddboard.common.NotFoundException;
import oddboard.detector.NetworkFileException;
import oddboard.detector.NetworkFiles;
import oddboard.job.JobId;
import oddboard.job.JobQueue;
import oddboard.job.NewJob;
import oddboard.job.WorkerInfo;
import oddboard.storage.Blob;
import oddboard.storage.BlobStore;
import oddboard.upload.UploadName;
import oddboard.upload.Uploads;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** Networks that administrators add as safetensors; everybody signed in sees and uses them. */
@Service
public class Backbones {
    static final String JOB_KIND = "backbone-test";
    /** The largest network that is known has 350 MB in single precision. */
    static final long MAX_BYTES = 1L << 30;

    private final BackboneRepository repository;
    private final Uploads uploads;
    private final BlobStore blobs;
    private final JobQueue jobs;
    private final TransactionOperations transaction;
    private final Audit audit;
    private final NetworkFiles files = NetworkFiles.installed();

    Backbones(
            BackboneRepository repository,
            Uploads uploads,
            BlobStore blobs,
            JobQueue jobs,
            TransactionOperations transaction,
            Audit audit) {
        this.repository = repository;
        this.uploads = uploads;
        this.blobs = blobs;
        this.jobs = jobs;
        this.transaction = transaction;
        this.audit = audit;
    }

    /** By name. */
    public List<Backbone> list() {
        return repository.list();
    }

    /** @throws NotFoundException where there is none of this name */
    public Backbone require(String name) {
        return repository.find(name).orElseThrow(() -> new NotFoundException("There is no backbone \"" + name + "\"."));
    }

    /**
     * A file that was sent and looked at, but not added; what is not added within a day is removed.
     *
     * @param size bytes
     */
    public record CheckedFile(String filename, long size, String sha256, NetworkFiles.Facts facts) {}

    /**
     * Stores a file and looks at its header.
     *
     * @param length bytes to come, or -1 where unknown
     * @throws InputException where it is no safetensors file, or of no known network
     * @throws oddboard.upload.UploadRefusedException where it can't be taken now, is too large, or broke off
     */
    public CheckedFile check(String filename, long length, InputStream bytes, User by) throws IOException {
        requireAdministrator(by);
        String name = UploadName.label(filename);
        Blob blob = uploads.keep(name, length, MAX_BYTES, bytes, by);
        NetworkFiles.Facts facts = facts(blob.sha256(), name);
        audit.record(by.actor(), "backbone.send", "", name + ", " + facts.architecture() + ", sha256:" + blob.sha256());
        return new CheckedFile(name, blob.size(), blob.sha256(), facts);
    }

    /**
     * One that {@link #check} took.
     *
     * @throws NotFoundException where no such file was sent within the last day
     */
    public CheckedFile sent(String filename, String sha256, User by) {
        requireAdministrator(by);
        try {
            if (!sha256.matches("[0-9a-f]{64}")) {
                throw new InputException(
                        "BACKBONE_INVALID", "", "sha256", "A SHA-256 has 64 digits from 0 to 9 and a to f.");
            }
            String name = UploadName.label(filename);
            return new CheckedFile(name, Files.size(blobs.cached(sha256)), sha256, facts(sha256, name));
        } catch (IOException e) {
            throw new NotFoundException("No file with the SHA-256 " + sha256 + " was sent; send it again.");
        }
    }

    private NetworkFiles.Facts facts(String sha256, String name) throws IOException {
        try {
            return files.facts(blobs.cached(sha256), name);
        } catch (NetworkFileException e) {
            throw new InputException("BACKBONE_FILE", name, "", e.getMessage());
        }
    }

    /**
     * Adds a file that was sent, and queues its self test.
     *
     * @throws InputException naming the field that can't be taken
     * @throws NotFoundException where no such file was sent within the last day
     * @throws ConflictException where its name or its weights are there already
     */
    public Backbone add(NewBackbone spec, User by) {
        requireAdministrator(by);
        NewBackbone fresh = spec.checked();
        NetworkFiles.Facts facts = sent(fresh.filename(), fresh.sha256(), by).facts();
        return Objects.requireNonNull(transaction.execute(status -> {
            JobId job = jobs.enqueue(new NewJob(JOB_KIND, label(), 0, by.id()));
            repository.lock();
            if (repository.find(fresh.name()).isPresent()) {
                throw new ConflictException(
                        "There is a backbone \"" + fresh.name() + "\" already; choose another name.");
            }
            repository.bySha256(fresh.sha256()).ifPresent(same -> {
                throw new ConflictException("These weights are there already, as \"" + same.name() + "\".");
            });
            repository.insert(fresh, facts.architecture(), job, by.id());
            jobs.describe(job, "self test of backbone " + fresh.name(), facts.architecture());
            audit.record(
                    by.actor(),
                    "backbone.add",
                    "backbone " + fresh.name(),
                    facts.architecture() + ", license " + fresh.license() + ", from " + fresh.source() + ", sha256:"
                            + fresh.sha256());
            return require(fresh.name());
        }));
    }

    /** A CPU does where there is one: only a lone GPU worker is asked. */
    private String label() {
        List<WorkerInfo> alive =
                jobs.workers().stream().filter(WorkerInfo::alive).toList();
        return alive.stream().anyMatch(w -> w.labels().contains("cpu"))
                        || alive.stream().noneMatch(w -> w.labels().contains("gpu"))
                ? "cpu"
                : "gpu";
    }

    /**
     * Deletes one that no run uses. Models that were registered keep their weights.
     *
     * @throws NotFoundException where there is none of this name
     * @throws ConflictException while runs use it, or a sweep will, or its self test has not ended
     */
    public void delete(String name, User by) {
        requireAdministrator(by);
        transaction.executeWithoutResult(status -> {
            repository.lock();
            Backbone there = require(name);
            if (there.runs() > 0) {
                throw new ConflictException("The backbone \"" + name + "\" is used by " + there.runs()
                        + (there.runs() == 1 ? " run" : " runs") + "; delete "
                        + (there.runs() == 1 ? "it" : "them") + " first.");
            }
            if (repository.isPlanned(name)) {
                throw new ConflictException(
                        "A sweep has runs with the backbone \"" + name + "\" before it; cancel or finish it first.");
            }
            if (!there.state().isEnded()) {
                throw new ConflictException("The self test of the backbone \"" + name
                        + "\" has not ended; cancel its job " + there.test() + " first, or wait.");
            }
            repository.delete(name);
            audit.record(by.actor(), "backbone.delete", "backbone " + name, "sha256:" + there.sha256());
        });
    }

    private static void requireAdministrator(User by) {
        if (!by.isAdmin()) {
            throw new AccessDeniedException("Administrators add and delete backbones.");
        }
    }
}
