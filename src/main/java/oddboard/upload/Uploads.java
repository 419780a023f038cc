package oddboard.upload;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import oddboard.account.User;
import oddboard.audit.Audit;
import oddboard.common.ConflictException;
import oddboard.common.InputException;
import oddboard.common.NotFoundException;
import oddboard.dataset.DatasetId;
import oddboard.dataset.Datasets;
import oddboard.storage.Blob;
import oddboard.storage.BlobStore;
import oddboard.storage.NoSpaceException;
import oddboard.upload.UploadRefusedException.Reason;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** Whole files for a data set; those in pieces are {@link PartialUploads}. */
@Service
public class Uploads {
    private final Datasets datasets;
    private final UploadRepository uploads;
    private final BlobStore blobs;
    private final UploadRules rules;
    private final UploadSlots slots;
    private final TransactionOperations transaction;
    private final StorageQuota quota;
    private final Audit audit;

    Uploads(
            Datasets datasets,
            UploadRepository uploads,
            BlobStore blobs,
            UploadRules rules,
            UploadSlots slots,
            TransactionOperations transaction,
            StorageQuota quota,
            Audit audit) {
        this.datasets = datasets;
        this.uploads = uploads;
        this.blobs = blobs;
        this.rules = rules;
        this.slots = slots;
        this.transaction = transaction;
        this.quota = quota;
        this.audit = audit;
    }

    /** Bytes that one file may have. */
    public long maxSize() {
        return rules.maxSize();
    }

    /**
     * Stores a whole file, or nothing.
     *
     * @param length bytes to come, or -1 where unknown
     * @throws InputException where such a file is never part of a data set
     * @throws UploadRefusedException where it can't be taken now, or broke off
     */
    public Upload store(DatasetId dataset, String filename, long length, InputStream bytes, User by)
            throws IOException {
        return store(dataset, filename, length, bytes, null, by);
    }

    /** @param source null where somebody sends it */
    Upload store(
            DatasetId dataset, String filename, long length, InputStream bytes, @Nullable UploadSource source, User by)
            throws IOException {
        datasets.requireChange(dataset, by);
        var name = UploadName.of(filename);
        rules.check(name, length, Math.max(length, 0));
        try (var slot = slots.take(by);
                var hold = quota.hold(by, name, length)) {
            return store(dataset, name, hold.guard(rules.guard(name, bytes)), source, by);
        } catch (UploadRules.BrokenOff e) {
            throw new UploadRefusedException(
                    Reason.CONNECTION_BROKEN,
                    "The connection broke off before all of " + name
                            + " was there; nothing of it is kept. Send it again.");
        } catch (NoSpaceException e) {
            throw full(e);
        }
    }

    /** As {@link #store(DatasetId, String, long, InputStream, User)}, past the rules, slots and limits: for the program itself. */
    public Upload store(DatasetId dataset, String filename, InputStream bytes, User by) throws IOException {
        return store(dataset, filename, bytes, null, by);
    }

    private Upload store(DatasetId dataset, String filename, InputStream bytes, @Nullable UploadSource source, User by)
            throws IOException {
        datasets.requireChange(dataset, by);
        var name = UploadName.of(filename);
        var blob = blobs.put(bytes);
        var id = Objects.requireNonNull(transaction.execute(status -> {
            var fresh = uploads.insert(dataset, name, blob.size(), blob.sha256(), source, by.id());
            audit.record(
                    by.actor(),
                    "upload.add",
                    "upload " + fresh,
                    name + ", " + blob.size() + " bytes, to dataset " + dataset
                            + (source == null ? "" : ", from " + source.place()));
            return fresh;
        }));
        return new Upload(id, dataset, name, blob.size(), blob.sha256());
    }

    /** From which places the server took uploads itself, a sentence each. */
    public List<String> sources(Collection<UploadId> ids) {
        return uploads.sources(ids);
    }

    /**
     * Stores a whole file that belongs to no data set, within the same limits. What nothing refers to a day later is removed.
     *
     * @param most bytes that it may have
     * @throws UploadRefusedException where it can't be taken now, is too large, or broke off
     */
    public Blob keep(String name, long length, long most, InputStream bytes, User by) throws IOException {
        rules.check(name, length, Math.max(length, 0));
        try (var slot = slots.take(by);
                var hold = quota.hold(by, name, length)) {
            return blobs.put(hold.guard(rules.guard(name, most, bytes)));
        } catch (UploadRules.BrokenOff e) {
            throw new UploadRefusedException(
                    Reason.CONNECTION_BROKEN,
                    "The connection broke off before all of " + name
                            + " was there; nothing of it is kept. Send it again.");
        } catch (NoSpaceException e) {
            throw full(e);
        }
    }

    /** A whole file of the data set. */
    public Optional<Upload> find(DatasetId dataset, UploadId id) {
        return uploads.find(dataset, id);
    }

    /** All whole files of a data set, newest first; none for whoever may not change it. */
    public List<Upload> whole(DatasetId dataset, User by) {
        var found = datasets.find(dataset, by);
        return found.isPresent() && datasets.mayChange(found.get(), by) ? uploads.list(dataset) : List.of();
    }

    /** From where the server took some of them itself, the last first, at most so many; none for whoever may not change it. */
    public List<TakenBefore> earlierPlaces(DatasetId dataset, int most, User by) {
        var found = datasets.find(dataset, by);
        return found.isPresent() && datasets.mayChange(found.get(), by)
                ? uploads.earlierPlaces(dataset, most)
                : List.of();
    }

    /** Removes a whole file that no version was made of. */
    public void remove(DatasetId dataset, UploadId id, User by) {
        datasets.requireChange(dataset, by);
        var upload = uploads.find(dataset, id)
                .orElseThrow(() -> new NotFoundException("This data set has no upload " + id + "."));
        transaction.executeWithoutResult(status -> {
            if (!uploads.delete(dataset, id)) {
                if (uploads.find(dataset, id).isEmpty()) {
                    throw new NotFoundException("This data set has no upload " + id + ".");
                }
                throw new ConflictException(
                        "A version was made of " + upload.filename() + ", or it was scored, so it stays.");
            }
            audit.record(by.actor(), "upload.remove", "upload " + id, upload.filename() + ", of dataset " + dataset);
        });
    }

    static UploadRefusedException full(NoSpaceException e) {
        return new UploadRefusedException(Reason.DISK_FULL, String.valueOf(e.getMessage()));
    }
}
