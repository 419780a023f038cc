package oddboard.upload;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import oddboard.account.User;
import oddboard.audit.Audit;
import oddboard.common.InputException;
import oddboard.dataset.DatasetId;
import oddboard.dataset.Datasets;
import oddboard.storage.BlobStore;
import oddboard.storage.NoSpaceException;
import oddboard.storage.PartialBlobException;
import oddboard.upload.UploadRefusedException.Reason;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Files on their way to a data set, whole or in pieces. A file in pieces is its sender's alone: to everybody else it isn't
 * there.
 */
@Service
public class Uploads {
    private final Datasets datasets;
    private final PartialUploadRepository partial;
    private final UploadRepository uploads;
    private final BlobStore blobs;
    private final UploadRules rules;
    private final UploadSlots slots;
    private final TransactionOperations transaction;
    private final StorageQuota quota;
    private final Audit audit;

    Uploads(
            Datasets datasets,
            PartialUploadRepository partial,
            UploadRepository uploads,
            BlobStore blobs,
            UploadRules rules,
            UploadSlots slots,
            TransactionOperations transaction,
            StorageQuota quota,
            Audit audit) {
        this.datasets = datasets;
        this.partial = partial;
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
        requireChange(dataset, by);
        var name = UploadName.of(filename);
        rules.check(name, length, Math.max(length, 0));
        try (var slot = slots.take(by);
                var hold = quota.hold(by, name, length)) {
            return store(dataset, name, hold.guard(rules.guard(name, bytes)), by);
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
        requireChange(dataset, by);
        var name = UploadName.of(filename);
        var blob = blobs.put(bytes);
        var id = Objects.requireNonNull(transaction.execute(status -> {
            var fresh = uploads.insert(dataset, name, blob.size(), blob.sha256(), by.id());
            audit.record(
                    by.actor(),
                    "upload.add",
                    "upload " + fresh,
                    name + ", " + blob.size() + " bytes, to dataset " + dataset);
            return fresh;
        }));
        return new Upload(id, dataset, name, blob.size(), blob.sha256());
    }

    /** A whole file of the data set. */
    public Optional<Upload> find(DatasetId dataset, UploadId id) {
        return uploads.find(dataset, id);
    }

    /**
     * Begins a file in pieces.
     *
     * @param fingerprint by which its sender knows the file again, at most 500 characters
     */
    public PartialUpload begin(DatasetId dataset, String filename, long size, String fingerprint, User by) {
        requireChange(dataset, by);
        var name = UploadName.of(filename);
        rules.check(name, size, size);
        expire();
        var id = quota.take(
                by,
                name,
                size,
                () -> partial.insert(
                        dataset,
                        by.id(),
                        name,
                        size,
                        fingerprint.replace("\0", ""),
                        blobs.begin().handle()));
        audit.record(
                by.actor(),
                "upload.begin",
                "partial upload " + id,
                name + ", " + size + " bytes, to dataset " + dataset);
        return find(dataset, id, by);
    }

    /** @throws NoSuchElementException where this sender has no such file on its way */
    public PartialUpload find(DatasetId dataset, PartialUploadId id, User by) {
        var found = require(dataset, id, by);
        long received = received(found);
        return received == found.size() && found.whole() == null ? complete(found, by) : found.with(received);
    }

    /**
     * Adds a piece; with the last one the file is whole. What came before the stream broke off is kept, unless a checksum
     * was to vouch for it.
     *
     * @param checksum of the piece, or {@link Checksum#none}
     */
    public PartialUpload append(
            DatasetId dataset, PartialUploadId id, long offset, InputStream bytes, Checksum checksum, User by)
            throws IOException {
        requireChange(dataset, by);
        var found = require(dataset, id, by);
        long received = received(found);
        if (received != offset) {
            throw new UploadRefusedException(
                    Reason.OFFSET_WRONG,
                    "Of " + found.filename() + " " + received + " bytes are there; continue from there, not from "
                            + offset + ".");
        }
        if (found.whole() != null) {
            return found.with(received);
        }
        rules.check(found.filename(), found.size(), found.size() - received);
        try (var slot = slots.take(by)) {
            partial.touch(id);
            received = add(found, offset, bytes, checksum);
        } finally {
            partial.touch(id);
        }
        if (received < found.size()) {
            return found.with(received);
        }
        if (!isAtEnd(bytes)) {
            blobs.resume(found.handle()).truncate(offset);
            throw new UploadRefusedException(
                    Reason.FILE_TOO_LARGE,
                    "More came than the " + found.size() + " bytes that " + found.filename()
                            + " was said to have; start it again with its right size.");
        }
        return complete(found, by);
    }

    private static boolean isAtEnd(InputStream bytes) {
        try {
            return bytes.read() < 0;
        } catch (IOException e) {
            // All that was announced is there.
            return true;
        }
    }

    private long add(PartialUploadRepository.Row upload, long offset, InputStream bytes, Checksum checksum)
            throws IOException {
        var blob = blobs.resume(upload.handle());
        var piece = checksum.reading(new LimitedStream(rules.guard(upload.filename(), bytes), upload.size() - offset));
        boolean right = false;
        try {
            long received = blob.append(offset, piece);
            right = checksum.isRight();
            if (!right) {
                throw new UploadRefusedException(
                        Reason.CHECKSUM_WRONG,
                        "This piece of " + upload.filename() + " did not arrive as it was sent; send it again from "
                                + offset + ".");
            }
            return received;
        } catch (UploadRules.BrokenOff e) {
            throw new UploadRefusedException(
                    Reason.CONNECTION_BROKEN,
                    "The connection broke off; what came before is kept. Continue from there.");
        } catch (NoSpaceException e) {
            throw full(e);
        } catch (PartialBlobException e) {
            throw new UploadRefusedException(Reason.OFFSET_WRONG, e.getMessage());
        } finally {
            if (!right && checksum.isGiven()) {
                blob.truncate(offset);
            }
        }
    }

    private PartialUpload complete(PartialUploadRepository.Row upload, User by) {
        return Objects.requireNonNull(transaction.execute(status -> {
            var locked = partial.lock(upload.id());
            var whole = locked.whole();
            if (whole == null) {
                whole = store(locked);
                audit.record(
                        by.actor(),
                        "upload.add",
                        "upload " + whole,
                        upload.filename() + ", " + upload.size() + " bytes in pieces, to dataset " + upload.dataset());
            }
            return new PartialUpload(
                    upload.id(),
                    upload.dataset(),
                    upload.filename(),
                    upload.size(),
                    upload.size(),
                    upload.fingerprint(),
                    upload.expiresAt(),
                    whole);
        }));
    }

    private UploadId store(PartialUploadRepository.Row upload) {
        try {
            var blob = blobs.resume(upload.handle()).finish();
            var id = uploads.insert(upload.dataset(), upload.filename(), blob.size(), blob.sha256(), upload.sender());
            partial.setWhole(upload.id(), id);
            return id;
        } catch (IOException e) {
            throw new IllegalStateException("The pieces of " + upload.filename() + " can't be read; send it again.", e);
        }
    }

    /** Forgets a file on its way; one that is whole stays. */
    public void discard(DatasetId dataset, PartialUploadId id, User by) {
        var found = require(dataset, id, by);
        transaction.executeWithoutResult(status -> {
            partial.delete(id);
            audit.record(
                    by.actor(), "upload.discard", "partial upload " + id, found.filename() + ", to dataset " + dataset);
        });
        if (found.whole() == null) {
            blobs.resume(found.handle()).discard();
        }
    }

    /** This user's files that are not whole yet, oldest first. */
    public List<PartialUpload> unfinished(DatasetId dataset, User by) {
        expire();
        return partial.unfinished(dataset, by.id()).stream()
                .map(row -> row.with(received(row)))
                .toList();
    }

    /** All whole files of a data set, newest first; none for whoever may not change it. */
    public List<Upload> whole(DatasetId dataset, User by) {
        var found = datasets.find(dataset, by);
        return found.isPresent() && datasets.mayChange(found.get(), by) ? uploads.list(dataset) : List.of();
    }

    /** Removes a whole file that no version was made of. */
    public void remove(DatasetId dataset, UploadId id, User by) {
        requireChange(dataset, by);
        var upload = uploads.find(dataset, id)
                .orElseThrow(() -> new NoSuchElementException("This data set has no upload " + id + "."));
        transaction.executeWithoutResult(status -> {
            if (!uploads.delete(dataset, id)) {
                throw new IllegalStateException("A version was made of " + upload.filename() + ", so it stays.");
            }
            audit.record(by.actor(), "upload.remove", "upload " + id, upload.filename() + ", of dataset " + dataset);
        });
    }

    private PartialUploadRepository.Row require(DatasetId dataset, PartialUploadId id, User by) {
        return partial.find(dataset, id, by.id())
                .orElseThrow(
                        () -> new NoSuchElementException(
                                "There is no such upload of yours; one is given up a day after its last part. Send the file again."));
    }

    private long received(PartialUploadRepository.Row upload) {
        if (upload.whole() != null) {
            return upload.size();
        }
        try {
            return blobs.resume(upload.handle()).received();
        } catch (PartialBlobException e) {
            // Made whole at this moment, or collected.
            if (partial.find(upload.dataset(), upload.id(), upload.sender())
                    .filter(r -> r.whole() != null)
                    .isPresent()) {
                return upload.size();
            }
            partial.delete(upload.id());
            throw new NoSuchElementException("The upload of " + upload.filename()
                    + " was given up a day after its last part. Send the file again.");
        }
    }

    private void expire() {
        for (var row : partial.expired()) {
            if (row.whole() == null) {
                blobs.resume(row.handle()).discard();
            }
            partial.delete(row.id());
        }
    }

    private void requireChange(DatasetId id, User by) {
        var dataset =
                datasets.find(id, by).orElseThrow(() -> new NoSuchElementException("There is no data set " + id + "."));
        if (!datasets.mayChange(dataset, by)) {
            throw new AccessDeniedException("You may look at this data set, but not add files to it.");
        }
    }

    private static UploadRefusedException full(NoSpaceException e) {
        return new UploadRefusedException(Reason.DISK_FULL, String.valueOf(e.getMessage()));
    }
}
