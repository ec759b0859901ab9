;; Nothing goes in and nothing comes out.
(component)
