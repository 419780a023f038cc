package oddboard.upload;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import oddboard.account.User;
import oddboard.audit.Audit;
import oddboard.common.ConflictException;
import oddboard.common.NotFoundException;
import oddboard.common.PlainText;
import oddboard.dataset.DatasetId;
import oddboard.dataset.Datasets;
import oddboard.storage.BlobStore;
import oddboard.storage.NoSpaceException;
import oddboard.storage.PartialBlobException;
import oddboard.upload.UploadRefusedException.Reason;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Files that come to a data set in pieces. Such a file is its sender's alone: to everybody else it isn't there. With its
 * last piece it is whole, and one of {@link Uploads}.
 */
@Service
public class PartialUploads {
    private final Datasets datasets;
    private final PartialUploadRepository partial;
    private final UploadRepository uploads;
    private final BlobStore blobs;
    private final UploadRules rules;
    private final UploadSlots slots;
    private final TransactionOperations transaction;
    private final StorageQuota quota;
    private final Audit audit;

    PartialUploads(
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

    /**
     * Begins a file in pieces.
     *
     * @param fingerprint by which its sender knows the file again, at most 500 characters
     */
    public PartialUpload begin(DatasetId dataset, String filename, long size, String fingerprint, User by) {
        datasets.requireChange(dataset, by);
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
                        PlainText.spaced(fingerprint),
                        blobs.begin().handle()));
        audit.record(
                by.actor(),
                "upload.begin",
                "partial upload " + id,
                name + ", " + size + " bytes, to dataset " + dataset);
        return find(dataset, id, by);
    }

    /** @throws NotFoundException where this sender has no such file on its way */
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
        datasets.requireChange(dataset, by);
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
            throw Uploads.full(e);
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
            var id = uploads.insert(
                    upload.dataset(), upload.filename(), blob.size(), blob.sha256(), null, upload.sender());
            partial.setWhole(upload.id(), id);
            return id;
        } catch (IOException e) {
            throw new ConflictException("The pieces of " + upload.filename() + " can't be read; send it again.", e);
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

    private PartialUploadRepository.Row require(DatasetId dataset, PartialUploadId id, User by) {
        return partial.find(dataset, id, by.id())
                .orElseThrow(
                        () -> new NotFoundException(
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
            throw new NotFoundException("The upload of " + upload.filename()
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
}
