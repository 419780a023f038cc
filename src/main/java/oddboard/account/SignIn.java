package oddboard.account;

import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

/** How names and passwords are checked. */
@Configuration(proxyBeanMethods = false)
class SignIn {
    private static final int BCRYPT_STRENGTH = 12;

    /** The prefix of each hash names its kind, so that a later kind needs no new passwords. */
    @Bean
    static PasswordEncoder passwordEncoder() {
        return new DelegatingPasswordEncoder("bcrypt", Map.of("bcrypt", new BCryptPasswordEncoder(BCRYPT_STRENGTH)));
    }

    @Bean
    static UserDetailsService userDetailsService(UserRepository accounts, SessionTimes times) {
        return name -> accounts.find(name)
                .filter(account -> account.state() != Person.State.REMOVED)
                .map(account -> new SignedIn(account, times.now()))
                .orElseThrow(() -> new UsernameNotFoundException("No such user"));
    }
}
