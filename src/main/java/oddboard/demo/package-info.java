/** What a newcomer finds on an empty database: a drawn data set and four runs that fill its leaderboard. */
@ApplicationModule(allowedDependencies = {"account", "dataset", "image", "ingest", "run", "upload"})
@NullMarked
package oddboard.demo;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
