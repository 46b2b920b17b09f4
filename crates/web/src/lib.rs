//! What every page needs: layout, language, templates, security headers, error pages. No domain.
