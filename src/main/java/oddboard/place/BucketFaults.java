package oddboard.place;

import oddboard.common.InputException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** What users hear where a bucket does not answer as it should; the cause stands in the log. */
final class BucketFaults {
    private static final Logger LOG = LoggerFactory.getLogger(BucketFaults.class);
    private static final String ADMINISTRATOR = "; an administrator can look at oddboard.upload.buckets";

    private BucketFaults() {}

    static InputException unknown(String path) {
        String shown = PlaceFaults.shown(path);
        return new InputException(
                "BUCKET_UNKNOWN",
                shown,
                "",
                "There is nothing called " + shown + " in the buckets that are listed for imports.");
    }

    /** @param bucket its name here, with the scheme */
    static InputException of(String bucket, SdkException e) {
        LOG.warn("The bucket {} can't be read: {}", bucket, e.getMessage());
        if (e instanceof AwsServiceException answer) {
            return answered(bucket, answer);
        }
        if (String.valueOf(e.getMessage()).contains("Unable to load credentials")) {
            return unreadable(
                    bucket,
                    "This server has no key for the bucket " + bucket + ADMINISTRATOR + " and the environment.");
        }
        return away(bucket, "The bucket " + bucket + " does not answer at the moment; try again later.");
    }

    static InputException broken(String bucket, String file) {
        return away(
                bucket,
                "The bucket " + bucket + " broke off while " + PlaceFaults.shown(file)
                        + " was read, and does not go on; try again later.");
    }

    private static InputException answered(String bucket, AwsServiceException e) {
        String code = code(e);
        return switch (code == null ? "" : code) {
            case "NoSuchBucket" ->
                unreadable(bucket, "The bucket " + bucket + " does not exist at its endpoint" + ADMINISTRATOR + ".");
            case "InvalidAccessKeyId",
                    "SignatureDoesNotMatch",
                    "InvalidToken",
                    "ExpiredToken",
                    "TokenRefreshRequired" ->
                unreadable(
                        bucket,
                        "The bucket " + bucket
                                + " refuses this server's key; an administrator can look at the key in the environment.");
            case "RequestTimeTooSkewed" ->
                unreadable(
                        bucket,
                        "The clock of this server differs from that of the bucket " + bucket
                                + "; an administrator can set it.");
            case "AuthorizationHeaderMalformed", "PermanentRedirect", "IllegalLocationConstraintException" ->
                unreadable(bucket, "The bucket " + bucket + " lies in another region" + ADMINISTRATOR + ".");
            default -> byStatus(bucket, e);
        };
    }

    private static InputException byStatus(String bucket, AwsServiceException e) {
        int status = e.statusCode();
        if (status == 401 || status == 403) {
            return unreadable(
                    bucket,
                    "This server may not read the bucket " + bucket
                            + "; an administrator can look at the rights of its key.");
        }
        if (status == 404) {
            return unreadable(bucket, "The bucket " + bucket + " does not exist at its endpoint" + ADMINISTRATOR + ".");
        }
        if (status >= 300 && status < 400) {
            return unreadable(bucket, "The bucket " + bucket + " lies in another region" + ADMINISTRATOR + ".");
        }
        return status >= 500 || status == 429
                ? away(
                        bucket,
                        "The bucket " + bucket + " is too busy or out of order (status " + status
                                + "); try again later.")
                : unreadable(bucket, "The bucket " + bucket + " answers with status " + status + ADMINISTRATOR + ".");
    }

    static boolean isBucketMissing(AwsServiceException e) {
        return "NoSuchBucket".equals(code(e));
    }

    /** Whether other objects may still be read. */
    static boolean isOfOneObject(AwsServiceException e) {
        String code = code(e);
        return "AccessDenied".equals(code) || "InvalidObjectState".equals(code);
    }

    private static @Nullable String code(AwsServiceException e) {
        return e.awsErrorDetails() == null ? null : e.awsErrorDetails().errorCode();
    }

    private static InputException unreadable(String bucket, String sentence) {
        return new InputException("BUCKET_UNREADABLE", bucket, "", sentence);
    }

    private static InputException away(String bucket, String sentence) {
        return new InputException("BUCKET_AWAY", bucket, "", sentence);
    }
}
