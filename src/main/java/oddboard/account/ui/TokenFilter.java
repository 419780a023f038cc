package oddboard.account.ui;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import oddboard.account.AccessTokens;
import oddboard.account.Scope;
import oddboard.audit.Audit;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets a request act for the owner of its access token as far as the token's scope goes: what is not safe needs more than
 * to read, and the role that everything behind here goes by is capped by the scope. Nobody acts where the token is not valid.
 */
class TokenFilter extends OncePerRequestFilter {
    private static final String SCHEME = "bearer ";
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    private final AccessTokens tokens;

    TokenFilter(AccessTokens tokens) {
        this.tokens = tokens;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String secret = secret(request);
        if (secret == null) {
            chain.doFilter(request, response);
            return;
        }
        Optional<UserDetails> owner = tokens.owner(secret);
        if (owner.isEmpty()) {
            // Never on with the browser's session instead: a wrong token is a wrong request.
            ProblemMessage.unauthorized(request, response, new BadCredentialsException("No such token"));
            return;
        }
        if (!SAFE.contains(request.getMethod())
                && owner.get().getAuthorities().stream()
                        .anyMatch(may -> AccessTokens.authority(Scope.READ).equals(may.getAuthority()))) {
            ProblemMessage.readOnlyToken(request, response);
            return;
        }
        AccessTokens.nameOf(owner.get()).ifPresent(name -> request.setAttribute(Audit.TOKEN, name));
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(
                owner.get(), null, owner.get().getAuthorities()));
        SecurityContextHolder.setContext(context);
        chain.doFilter(request, response);
    }

    /** A page elsewhere can send the cookie of somebody who is signed in along, but no Authorization header. */
    static boolean needsCsrfToken(HttpServletRequest request) {
        return !SAFE.contains(request.getMethod())
                && secret(request) == null
                && SecurityContextHolder.getContext().getAuthentication() != null;
    }

    private static @Nullable String secret(HttpServletRequest request) {
        String header = request.getHeader("Authorization");
        return header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? header.substring(SCHEME.length()).strip()
                : null;
    }
}
