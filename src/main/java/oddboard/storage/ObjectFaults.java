package oddboard.storage;

import java.util.Set;
import oddboard.common.StorageException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** What people hear where the bucket does not do as it should; the cause stands in the log, and never a key. */
final class ObjectFaults {
    private static final Logger LOG = LoggerFactory.getLogger(ObjectFaults.class);
    private static final String LOOK = " An administrator can look at oddboard.storage.s3 and at the log.";
    private static final Set<String> FULL = Set.of(
            "XMinioStorageFull",
            "XMinioAdminBucketQuotaExceeded",
            "QuotaExceeded",
            "InsufficientStorage",
            "InsufficientCapacity");
    private static final Set<String> KEY = Set.of(
            "InvalidAccessKeyId", "SignatureDoesNotMatch", "InvalidToken", "ExpiredToken", "TokenRefreshRequired");

    private ObjectFaults() {}

    static StorageException of(SdkException e) {
        LOG.warn("The object storage: {}", e.getMessage());
        if (e instanceof AwsServiceException answer) {
            return answered(answer);
        }
        return String.valueOf(e.getMessage()).contains("Unable to load credentials")
                ? refused("This server has no key for the object storage." + LOOK, e)
                : new StorageException("The object storage does not answer at the moment; try again later.", true, e);
    }

    private static StorageException answered(AwsServiceException e) {
        String code = String.valueOf(code(e));
        int status = e.statusCode();
        if (FULL.contains(code) || status == 507) {
            return refused(
                    "The object storage is full; nothing of this was stored. Free some space in it, then try again.",
                    e);
        }
        if (code.equals("NoSuchBucket")) {
            return refused("The bucket of the object storage does not exist." + LOOK, e);
        }
        if (KEY.contains(code)) {
            return refused("The object storage refuses this server's key." + LOOK, e);
        }
        if (code.equals("RequestTimeTooSkewed")) {
            return refused("The clock of this server differs from that of the object storage." + LOOK, e);
        }
        if (status >= 500 || status == 429 || status == 408 || code.equals("RequestTimeout")) {
            return new StorageException(
                    "The object storage is too busy or out of order (status " + status + "); try again later.",
                    true,
                    e);
        }
        if (status == 401 || status == 403) {
            return refused("The object storage does not allow this to this server." + LOOK, e);
        }
        return refused("The object storage answers with status " + status + " (" + code + ")." + LOOK, e);
    }

    /** Whether it says that there is no such object. */
    static boolean isMissing(AwsServiceException e) {
        return e.statusCode() == 404 && !"NoSuchBucket".equals(code(e));
    }

    static @Nullable String code(AwsServiceException e) {
        return e.awsErrorDetails() == null ? null : e.awsErrorDetails().errorCode();
    }

    private static StorageException refused(String sentence, Exception cause) {
        return new StorageException(sentence, false, cause);
    }
}
