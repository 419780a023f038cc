package oddboard.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeSet;

/** Lists of a test's bucket. */
final class S3List {
    private static final int PAGE = 1000;

    private S3List() {}

    /** A page of the keys, as XML. */
    static String page(
            String bucket, NavigableMap<String, S3Object> objects, boolean tagged, Map<String, String> query) {
        String prefix = query.getOrDefault("prefix", "");
        String delimiter = query.getOrDefault("delimiter", "");
        int most = Math.min(PAGE, Integer.parseInt(query.getOrDefault("max-keys", "1000")));
        String after = query.getOrDefault("continuation-token", "");
        StringBuilder contents = new StringBuilder();
        TreeSet<String> folders = new TreeSet<>();
        List<String> seen = new ArrayList<>();
        String next = "";
        for (var entry : objects.tailMap(prefix).entrySet()) {
            String key = entry.getKey();
            if (!key.startsWith(prefix)) {
                break;
            }
            int cut = delimiter.isEmpty() ? -1 : key.indexOf(delimiter, prefix.length());
            String shown = cut < 0 ? key : key.substring(0, cut + 1);
            if (shown.compareTo(after) <= 0 || folders.contains(shown)) {
                continue;
            }
            if (seen.size() == most) {
                next = seen.getLast();
                break;
            }
            seen.add(shown);
            if (cut >= 0) {
                folders.add(shown);
                continue;
            }
            S3Object stored = entry.getValue();
            contents.append("<Contents><Key>")
                    .append(S3Signature.encoded(key))
                    .append("</Key><LastModified>")
                    .append(stored.modified())
                    .append("</LastModified>")
                    .append(tagged ? "<ETag>" + stored.tag() + "</ETag>" : "")
                    .append("<Size>")
                    .append(stored.size())
                    .append("</Size></Contents>");
        }
        folders.forEach(folder -> contents.append("<CommonPrefixes><Prefix>")
                .append(S3Signature.encoded(folder))
                .append("</Prefix></CommonPrefixes>"));
        String more = next.isEmpty() ? "" : "<NextContinuationToken>" + xml(next) + "</NextContinuationToken>";
        return "<ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Name>" + bucket
                + "</Name><EncodingType>url</EncodingType><KeyCount>" + seen.size() + "</KeyCount><IsTruncated>"
                + !next.isEmpty() + "</IsTruncated>" + contents + more + "</ListBucketResult>";
    }

    private static String xml(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
