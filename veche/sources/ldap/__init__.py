"""LDAP and Active Directory: what is asked for, and what its answer means as staff."""
