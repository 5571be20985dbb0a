"""SCIM 2.0 (RFC 7643, 7644) on the libraries of the scim2 project. Loaded when the first request comes."""
